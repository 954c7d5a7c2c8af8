package io.theriac.streams.backtest;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.serde.DecodingException;
import io.theriac.streams.AppConfig;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.backtest.replay.OffsetRange;
import io.theriac.streams.config.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Looks at the input topics and fixes what a backtest reads of them. */
final class InputPlanner {

  /** A consumer a partition: together they must not fill the heap. */
  private static final int FETCH_BYTES = 4 << 20;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AppConfig config;
  private final TopicSerdes serdes;

  InputPlanner(AppConfig config, TopicSerdes serdes) {
    this.config = config;
    this.serdes = serdes;
  }

  /** A consumer without a group: it leaves no trace on the broker. */
  static Consumer<byte[], byte[]> consumer(AppConfig config) {
    Map<String, Object> properties = new HashMap<>(config.kafkaProperties());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES / 4);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, config.get(AppConfig.APPLICATION_ID));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The plan for a range of event time.
   *
   * @throws UserError if nothing lies in it
   */
  InputPlan plan(Instant from, Instant to) {
    List<String> topics = config.topics().clinical().stream().map(Topic::name).toList();
    try (Consumer<byte[], byte[]> consumer = consumer(config)) {
      List<TopicPartition> all = new ArrayList<>();
      for (String topic : topics) {
        consumer
            .partitionsFor(topic)
            .forEach(p -> all.add(new TopicPartition(topic, p.partition())));
      }
      Map<TopicPartition, Long> begin = consumer.beginningOffsets(all);
      Map<TopicPartition, Long> end = consumer.endOffsets(all);
      Map<TopicPartition, Long> first = offsets(consumer, all, from, end);
      Map<TopicPartition, Long> last = offsets(consumer, all, to, end);
      Map<String, Map<Integer, OffsetRange>> ranges = new TreeMap<>();
      for (TopicPartition each : all) {
        ranges
            .computeIfAbsent(each.topic(), topic -> new TreeMap<>())
            .put(each.partition(), new OffsetRange(begin.get(each), end.get(each)));
      }
      long before = sum(first) - sum(begin);
      long within = sum(last) - sum(first);
      if (within <= 0) {
        throw new UserError(
            "No event lies between --from %s and --to %s: the input topics hold %,d earlier records and %,d later ones."
                .formatted(from, to, before, sum(end) - sum(last)));
      }
      return new InputPlan(
          topics,
          all.size() / topics.size(),
          ranges,
          before,
          within,
          firstMerge(consumer, config.topics(), begin, end));
    }
  }

  private static Map<TopicPartition, Long> offsets(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> all,
      Instant time,
      Map<TopicPartition, Long> end) {
    Map<TopicPartition, Long> times = new HashMap<>();
    all.forEach(each -> times.put(each, Math.max(0, time.toEpochMilli())));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition each : all) {
      OffsetAndTimestamp at = found.get(each);
      offsets.put(each, at == null ? end.get(each) : Long.valueOf(at.offset()));
    }
    return offsets;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Reads the topic of patients through: merges are rare, and from the first on steps are short.
   */
  private long firstMerge(
      Consumer<byte[], byte[]> consumer,
      Topics topics,
      Map<TopicPartition, Long> begin,
      Map<TopicPartition, Long> end) {
    List<TopicPartition> partitions =
        begin.keySet().stream().filter(p -> p.topic().equals(topics.patients().name())).toList();
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, begin.get(partition)));
    long first = Long.MAX_VALUE;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Deserializer<PatientUpdate> values = serdes.of(topics.patients()).deserializer()) {
      while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
          if (isMerge(values, message)) {
            first = Math.min(first, Math.max(0, message.timestamp()));
          }
        }
        if (System.nanoTime() > deadline) {
          throw new UserError(
              "Topic %s cannot be read to its end: see whether all its brokers and partitions are up."
                  .formatted(topics.patients().name()));
        }
      }
    }
    return first;
  }

  private static boolean isMerge(
      Deserializer<PatientUpdate> values, ConsumerRecord<byte[], byte[]> message) {
    try {
      PatientUpdate update =
          values.deserialize(message.topic(), message.headers(), message.value());
      return update != null
          && (update.getAction() == PatientAction.MERGE
              || update.getAction() == PatientAction.ERASE);
    } catch (DecodingException e) {
      return false; // it becomes a dead letter when its turn has come
    }
  }
}
