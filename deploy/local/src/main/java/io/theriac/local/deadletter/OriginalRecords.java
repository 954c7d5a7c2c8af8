package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records at their own positions: those too large for a dead letter. */
public final class OriginalRecords implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final Consumer<byte[], byte[]> consumer;

  OriginalRecords(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * @param clientProperties addresses and security of the clients
   */
  public static OriginalRecords connect(Map<String, String> clientProperties) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return new OriginalRecords(
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** How many partitions a topic has; 0 if there is no such topic. */
  int partitions(String topic) {
    return Optional.ofNullable(consumer.partitionsFor(topic, LIMIT)).map(List::size).orElse(0);
  }

  /** The record a letter was made of; empty if it is there no longer. */
  Optional<ConsumerRecord<byte[], byte[]>> of(DeadLetter letter) {
    TopicPartition partition = new TopicPartition(letter.getTopic(), letter.getPartition());
    List<TopicPartition> only = List.of(partition);
    consumer.assign(only);
    long offset = letter.getOffset();
    boolean there =
        consumer.beginningOffsets(only).get(partition) <= offset
            && offset < consumer.endOffsets(only).get(partition);
    if (!there) {
      return Optional.empty();
    }
    consumer.seek(partition, offset);
    return next(partition, offset).filter(record -> isOf(letter, record));
  }

  private Optional<ConsumerRecord<byte[], byte[]>> next(TopicPartition partition, long offset) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (consumer.position(partition) <= offset) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return Optional.of(record).filter(found -> found.offset() == offset);
      }
      if (System.nanoTime() > deadline) {
        throw new NotReplayableException(
            "The broker did not give the record within %d s: see its state and try again."
                .formatted(LIMIT.toSeconds()));
      }
    }
    return Optional.empty();
  }

  /** A topic made anew has other records at the same positions. */
  private static boolean isOf(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
    return letter.getTimestamp() == null
        || record.timestamp() < 0
        || Objects.equals(letter.getTimestamp().toEpochMilli(), record.timestamp());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
