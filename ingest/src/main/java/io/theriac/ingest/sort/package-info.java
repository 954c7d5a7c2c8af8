/** External merge sort of events by event time, in bounded memory. */
package io.theriac.ingest.sort;
