package io.theriac.local.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic's committed records as bytes, without a consumer group: it leaves no trace on the
 * broker. Values are decoded by the caller, so that one bad record does not stop the reading.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @param clientProperties addresses and security of the clients
   * @throws IllegalStateException if the topic does not exist
   */
  public TopicReader(Map<String, String> clientProperties, String topic) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic, Duration.ofSeconds(15)).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      consumer.close();
      throw new IllegalStateException(
          "Topic %s does not exist: create it with './theriac topics create'.".formatted(topic));
    }
    consumer.assign(partitions);
  }

  /** Starts at the first record. */
  public TopicReader fromBeginning() {
    consumer.seekToBeginning(partitions);
    return this;
  }

  /** Starts after the last record. */
  public TopicReader fromEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return this;
  }

  /** Hands over every record up to the end as it is now; stops early when told so. */
  public void readToEnd(Predicate<ConsumerRecord<String, byte[]>> goOn) {
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
        if (!goOn.test(each)) {
          return;
        }
      }
    }
  }

  /** Hands over records as they come, until told to stop. */
  public void follow(Predicate<ConsumerRecord<String, byte[]>> goOn) {
    while (true) {
      for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
        if (!goOn.test(each)) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
