package io.theriac.ingest.csv;

/**
 * A column of an open table.
 *
 * @param name in capitals, for messages
 * @param index position, from 0
 */
public record Column(String name, int index) {}
