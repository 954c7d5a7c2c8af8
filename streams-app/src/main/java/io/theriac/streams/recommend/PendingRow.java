package io.theriac.streams.recommend;

/**
 * A visit that waits.
 *
 * @param sequence order of waiting within the task
 * @param failedModel fingerprint of the model that could not score the visit, which is tried again
 *     with the next model; empty if none failed
 */
record PendingRow(long sequence, PendingVisit visit, String failedModel) implements PendingEntry {}
