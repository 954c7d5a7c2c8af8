package io.theriac.trainer;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.serde.AvroDeserializer;
import io.theriac.schemas.serde.DecodingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of closed visits from its beginning to where it ended when reading began.
 * Committed records only; a tombstone removes its visit.
 */
public final class VisitReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VisitReader.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Topic<ClosedVisit> topic;
  private final Consumer<String, byte[]> consumer;
  private final Deserializer<ClosedVisit> decoder;
  private final Duration patience;

  /** Is told how far reading has come. */
  @FunctionalInterface
  public interface Progress {
    /** After some records; {@code total} counts offsets, which compaction leaves gaps in. */
    void read(long done, long total);
  }

  /**
   * A reader with a consumer of its own.
   *
   * @param clientProperties where broker and registry are ({@code bootstrap.servers}, {@code
   *     schema.registry.url}) and how to connect
   */
  public VisitReader(Topic<ClosedVisit> topic, Map<String, ?> clientProperties) {
    this(topic, consumer(clientProperties), decoder(clientProperties), Duration.ofMinutes(1));
  }

  VisitReader(
      Topic<ClosedVisit> topic,
      Consumer<String, byte[]> consumer,
      Deserializer<ClosedVisit> decoder,
      Duration patience) {
    this.topic = topic;
    this.consumer = consumer;
    this.decoder = decoder;
    this.patience = patience;
  }

  /**
   * Reads all visits.
   *
   * @throws UntrainableException if the topic does not exist or the broker sends nothing more
   *     before the end, for a minute
   * @throws io.theriac.schemas.registry.RegistryUnavailableException if the registry does not
   *     answer
   */
  public VisitSnapshot read(Progress progress) {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    long first = sum(begin);
    long total = sum(end) - first;
    Reading reading = new Reading();
    long lastProgress = System.nanoTime();
    long done = 0;
    while (done < total) {
      reading.add(consumer.poll(POLL), end);
      long now = Math.min(total, positions(partitions, end) - first);
      if (now > done) {
        lastProgress = System.nanoTime();
        progress.read(now, total);
      } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
        throw new UntrainableException(
            "Topic %s stops after %d of %d offsets: see whether all its brokers and partitions are up."
                .formatted(topic.name(), now, total));
      }
      done = now;
    }
    if (reading.unreadable > 0) {
      LOG.warn(
          "{} of {} records of {} are no closed visits and were left out.",
          reading.unreadable,
          reading.records,
          topic.name());
    }
    Map<Integer, Long> endOffsets = new TreeMap<>();
    end.forEach((partition, offset) -> endOffsets.put(partition.partition(), offset));
    return new VisitSnapshot(
        List.copyOf(reading.visits.values()), reading.records, reading.unreadable, endOffsets);
  }

  @Override
  public void close() {
    consumer.close();
    decoder.close();
  }

  private List<TopicPartition> partitions() {
    List<PartitionInfo> found = consumer.partitionsFor(topic.name());
    if (found == null || found.isEmpty()) {
      throw new UntrainableException(
          "Topic %s does not exist: create the topics first, and see that the prefix is right."
              .formatted(topic.name()));
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  private long positions(List<TopicPartition> partitions, Map<TopicPartition, Long> end) {
    return partitions.stream().mapToLong(p -> Math.min(consumer.position(p), end.get(p))).sum();
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Consumer<String, byte[]> consumer(Map<String, ?> clientProperties) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static Deserializer<ClosedVisit> decoder(Map<String, ?> clientProperties) {
    AvroDeserializer<ClosedVisit> decoder = new AvroDeserializer<>(ClosedVisit.class);
    decoder.configure(clientProperties, false);
    return decoder;
  }

  /** What was read so far. */
  private final class Reading {
    private final Map<String, ClosedVisit> visits = new LinkedHashMap<>();
    private long records;
    private long unreadable;

    void add(ConsumerRecords<String, byte[]> batch, Map<TopicPartition, Long> end) {
      for (ConsumerRecord<String, byte[]> record : batch) {
        if (record.offset() < end.get(new TopicPartition(record.topic(), record.partition()))) {
          add(record);
        }
      }
    }

    private void add(ConsumerRecord<String, byte[]> record) {
      records++;
      if (record.value() == null) {
        visits.remove(record.key());
        return;
      }
      try {
        visits.put(record.key(), decoder.deserialize(record.topic(), record.value()));
      } catch (DecodingException e) {
        unreadable++;
      }
    }
  }
}
