package io.theriac.streams;

import io.theriac.state.store.BoundedRocksDb;
import io.theriac.streams.deadletter.DeadLetters;
import io.theriac.streams.deadletter.ProcessingFailureHandler;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams runs the topology. */
public final class StreamsProperties {

  private static final long MEBIBYTE = 1L << 20;
  private static final int REQUEST_OVERHEAD = 64 * 1024;

  /** A killed instance is missed after so long, instead of Kafka's 45 seconds. */
  private static final int SESSION_TIMEOUT_MS = 10_000;

  private static final int HEARTBEAT_MS = 3_000;

  /**
   * No step of processing takes nearly so long. Kafka's five minutes are also how long a rebalance
   * waits for members that a crashed coordinator remembers wrongly.
   */
  private static final int MAX_POLL_INTERVAL_MS = 60_000;

  private StreamsProperties() {}

  public static Properties of(AppConfig config, DeadLetters deadLetters) {
    Properties properties = new Properties();
    properties.putAll(config.kafkaProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.get(AppConfig.APPLICATION_ID));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.get(AppConfig.STATE_DIR).toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.get(AppConfig.THREADS));
    properties.put(
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.get(AppConfig.STANDBY_REPLICAS));
    properties.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.get(AppConfig.COMMIT_INTERVAL_MS));
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, config.get(AppConfig.TASK_IDLE_MS));
    properties.put(
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        config.get(AppConfig.STATE_CACHE_MB) * MEBIBYTE);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(BoundedRocksDb.MEMORY_BYTES, config.get(AppConfig.ROCKSDB_MEMORY_MB) * MEBIBYTE);
    String instance = config.get(AppConfig.INSTANCE_ID);
    if (!instance.isBlank()) {
      properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    }
    properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    properties.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    properties.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
    handleErrors(properties, deadLetters);
    allowSizesAndTimes(properties, config);
    return properties;
  }

  private static void handleErrors(Properties properties, DeadLetters deadLetters) {
    properties.put(DeadLetters.CONFIG_KEY, deadLetters);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingFailureHandler.class);
    properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, EventTimestamps.class);
  }

  /**
   * Records carry event times, which may lie in the past or (in de-identified data) in the future:
   * changelogs are stamped by the broker, so that it refuses none. They are made so that they take
   * the largest row.
   */
  private static void allowSizesAndTimes(Properties properties, AppConfig config) {
    int largest =
        Math.max(
            config.get(AppConfig.OUTPUT_MAX_BYTES), config.get(AppConfig.DEAD_LETTER_MAX_BYTES));
    properties.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        largest + REQUEST_OVERHEAD);
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "LogAppendTime");
    properties.putIfAbsent(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(config.get(AppConfig.OUTPUT_MAX_BYTES) + REQUEST_OVERHEAD));
  }
}
