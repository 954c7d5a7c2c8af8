package io.theriac.state;

import java.util.Comparator;

/**
 * Where an event stood in the input: decides between two events with the same event time.
 *
 * @param topicRank rank of the topic among the clinical topics, from 0
 * @param partition partition, from 0
 * @param offset offset in the partition
 */
public record EventPosition(int topicRank, int partition, long offset)
    implements Comparable<EventPosition> {

  private static final Comparator<EventPosition> ORDER =
      Comparator.comparingInt(EventPosition::topicRank)
          .thenComparingInt(EventPosition::partition)
          .thenComparingLong(EventPosition::offset);

  @Override
  public int compareTo(EventPosition other) {
    return ORDER.compare(this, other);
  }
}
