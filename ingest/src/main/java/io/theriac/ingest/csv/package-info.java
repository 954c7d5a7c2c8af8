/**
 * CSV tables, plain or gzip, from a directory or the class path, with errors that name the place.
 */
package io.theriac.ingest.csv;
