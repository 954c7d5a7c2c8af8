package io.theriac.streams.recommend;

/**
 * Where a visit waits.
 *
 * @param sequence order of waiting within the task
 */
record PendingPlace(long sequence) implements PendingEntry {}
