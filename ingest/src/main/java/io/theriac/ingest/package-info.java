/**
 * Producers of clinical events: importers that turn tables into events in event-time order, and the
 * publisher that brings them to Kafka.
 */
package io.theriac.ingest;
