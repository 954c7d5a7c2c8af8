package io.theriac.streams.backtest.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The clinical topics of one partition as one sequence: of the topics' next records the one with
 * the earliest event time comes first, of equal times the one of the first topic. So Kafka Streams
 * interleaves topics, too, if it waits for each of them; here no record is ever too slow to be
 * waited for.
 */
final class MergedInput implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MANY = 2_000;
  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private static final class Lane {
    private final TopicPartition from;
    private final long end;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
    private long time;
    private long next;
    private boolean paused;

    private Lane(TopicPartition from, long begin, long end) {
      this.from = from;
      this.next = begin;
      this.end = end;
    }

    /** Event time of the next record, as the topology takes it. */
    private long head() {
      long said = read.peek().timestamp();
      return said >= 0 ? said : Math.max(0, time);
    }
  }

  private final Consumer<byte[], byte[]> consumer;
  private final List<Lane> lanes = new ArrayList<>();
  private final long until;
  private Lane first;

  /**
   * @param consumer of its own, reading committed records; closed with this
   * @param ranges by partition the first offset and the one after the last, in the order of the
   *     topics
   * @param until records of this event time (milliseconds since 1970) or later are left out
   */
  MergedInput(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetRange> ranges, long until) {
    this.consumer = consumer;
    this.until = until;
    ranges.forEach((partition, range) -> lanes.add(new Lane(partition, range.from(), range.end())));
    consumer.assign(ranges.keySet());
    lanes.forEach(lane -> consumer.seek(lane.from, lane.next));
  }

  /** Event time of the next record; {@link Long#MAX_VALUE} when there is none. */
  long peekTime() {
    if (first == null) {
      fill();
      for (Lane lane : lanes) {
        if (!lane.read.isEmpty() && (first == null || lane.head() < first.head())) {
          first = lane;
        }
      }
    }
    return first == null ? Long.MAX_VALUE : first.head();
  }

  /** The next record, after {@link #peekTime} said that there is one. */
  ConsumerRecord<byte[], byte[]> take() {
    Lane lane = first;
    first = null;
    lane.time = lane.head();
    ConsumerRecord<byte[], byte[]> message = lane.read.poll();
    lane.next = message.offset() + 1;
    return message;
  }

  /** By partition the offset after the last record taken. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new TreeMap<>(BY_NAME);
    lanes.forEach(lane -> positions.put(lane.from, lane.next));
    return positions;
  }

  /** Reads until every topic has a record to offer or has come to its end. */
  private void fill() {
    long deadline = 0;
    while (lanes.stream().anyMatch(this::isDry)) {
      lanes.forEach(this::pauseIfFull);
      boolean any = false;
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        any = true;
        add(message);
      }
      long now = System.nanoTime();
      if (any || deadline == 0) {
        deadline = now + PATIENCE.toNanos();
      } else if (now > deadline) {
        throw new ReplayException(
            "The broker has sent nothing for a minute: see whether all its partitions are up, and try again.");
      }
    }
  }

  private boolean isDry(Lane lane) {
    return lane.read.isEmpty() && consumer.position(lane.from) < lane.end;
  }

  private void add(ConsumerRecord<byte[], byte[]> message) {
    for (Lane lane : lanes) {
      if (lane.from.partition() == message.partition()
          && lane.from.topic().equals(message.topic())) {
        if (message.offset() < lane.end && message.timestamp() < until) {
          lane.read.add(message);
        }
        return;
      }
    }
  }

  /** What has come to its end need not be fetched, and what waits in memory must not grow. */
  private void pauseIfFull(Lane lane) {
    boolean full = lane.read.size() > MANY || consumer.position(lane.from) >= lane.end;
    if (full != lane.paused) {
      lane.paused = full;
      if (full) {
        consumer.pause(List.of(lane.from));
      } else {
        consumer.resume(List.of(lane.from));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
