package io.theriac.local.chaos;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Listens to the outputs as a reader with {@code read_committed} would, and measures how long it
 * heard nothing.
 */
final class OutputGaps implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RECOVERY = Duration.ofMinutes(3);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread listener = new Thread(this::listen, "chaos-output-gaps");
  private final Map<Kill, Duration> longest = new EnumMap<>(Kill.class);
  private Instant lastHeard = Instant.now();
  private Kill lastKill;
  private boolean stopped;

  OutputGaps(Map<String, String> clients, Topics topics) {
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(topics.recommendations(), topics.visits(), topics.ddiAlerts(), topics.deadLetters())
            .stream()
            .map(Topic::name)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Begins to listen. */
  void start() {
    listener.start();
  }

  private void listen() {
    try {
      while (true) {
        if (!consumer.poll(POLL).isEmpty()) {
          heard();
        }
      }
    } catch (WakeupException closing) {
      consumer.close();
    }
  }

  private synchronized void heard() {
    if (stopped) {
      return;
    }
    Instant now = Instant.now();
    if (lastKill != null) {
      Duration gap = Duration.between(lastHeard, now);
      longest.merge(lastKill, gap, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
    lastHeard = now;
  }

  /** What comes from now on does not count: the load ends. */
  synchronized void stop() {
    stopped = true;
  }

  /** Gaps from now on are put down to this kill. */
  synchronized void killed(Kill kill) {
    lastKill = kill;
  }

  /**
   * Waits for output that comes after now.
   *
   * @param after what has happened, for the message
   * @throws ChaosException if none comes
   */
  void requireOutput(String after) {
    Instant now = Instant.now();
    Waiting.until("output flows after " + after, RECOVERY, () -> heardAfter(now));
  }

  private synchronized boolean heardAfter(Instant time) {
    return lastHeard.isAfter(time);
  }

  /** The longest time without output after kills of each kind. */
  synchronized Map<Kill, Duration> longestByKill() {
    return new EnumMap<>(longest);
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
