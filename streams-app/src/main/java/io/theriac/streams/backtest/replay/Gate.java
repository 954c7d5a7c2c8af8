package io.theriac.streams.backtest.replay;

import io.theriac.streams.RecommenderTopology;
import java.time.Instant;

/**
 * Keeps apart what happened before the range: it makes the state that the range begins with, and
 * nothing else. What closed before is not scored, and nothing said before is published.
 *
 * @param opens event time, milliseconds since 1970, from which on things count
 */
record Gate(long opens) {

  static Gate openingAt(Instant from) {
    return new Gate(from.toEpochMilli());
  }

  boolean isOpen(long timestamp) {
    return timestamp >= opens;
  }

  /** Whether a processor hears of it: all but the recommender follow the state from its start. */
  boolean admits(String processor, long timestamp) {
    return isOpen(timestamp) || !processor.equals(RecommenderTopology.RECOMMEND);
  }
}
