package io.theriac.streams.backtest.replay;

/**
 * A range of a partition.
 *
 * @param from the first offset
 * @param end the offset after the last
 */
public record OffsetRange(long from, long end) {}
