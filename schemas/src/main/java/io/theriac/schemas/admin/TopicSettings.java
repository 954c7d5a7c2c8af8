package io.theriac.schemas.admin;

import io.theriac.schemas.TopicKind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How topics are made.
 *
 * <p>Clinical topics carry the event time as record timestamp ({@code CreateTime}): years back in a
 * replay, a century ahead in a de-identified data set. So Kafka may neither refuse nor delete nor
 * roll segments by that time there: they keep everything ({@code retention.ms=-1}) and roll by size
 * alone. Whoever wants less deletes records by offset.
 *
 * <p>All other topics are stamped by the broker ({@code LogAppendTime}), for records that Kafka
 * Streams writes inherit the event time of their input and would be deleted at once. The event time
 * stands in the value. Retention, tombstones and compaction then count from when a record was
 * written.
 *
 * @param partitions of every topic; clinical topics must agree on it to be co-partitioned
 * @param replicationFactor with 3 or more, one replica may be missing from the in-sync set
 * @param outputRetention of recommendations and alerts; negative keeps them for ever
 * @param deadLetterRetention of dead letters, which may hold patient data; negative keeps them
 */
public record TopicSettings(
    int partitions,
    short replicationFactor,
    Duration outputRetention,
    Duration deadLetterRetention) {

  private static final String FOR_EVER = "-1";
  private static final String ANY_TIME = Long.toString(Long.MAX_VALUE);
  private static final long MEBIBYTE = 1L << 20;

  /** For one broker: 4 partitions, no replication, outputs 30 days, dead letters 90 days. */
  public static TopicSettings singleBroker() {
    return new TopicSettings(4, (short) 1, Duration.ofDays(30), Duration.ofDays(90));
  }

  public TopicSettings {
    if (partitions < 1 || replicationFactor < 1) {
      throw new IllegalArgumentException(
          "A topic needs at least 1 partition and 1 replica, not %d and %d."
              .formatted(partitions, replicationFactor));
    }
  }

  /** The same with another number of partitions. */
  public TopicSettings withPartitions(int newPartitions) {
    return new TopicSettings(
        newPartitions, replicationFactor, outputRetention, deadLetterRetention);
  }

  /** The same with another replication factor. */
  public TopicSettings withReplicationFactor(short newFactor) {
    return new TopicSettings(partitions, newFactor, outputRetention, deadLetterRetention);
  }

  /** The same with another retention of dead letters; negative keeps them for ever. */
  public TopicSettings withDeadLetterRetention(Duration newRetention) {
    return new TopicSettings(partitions, replicationFactor, outputRetention, newRetention);
  }

  /** Kafka's settings of a topic of this kind, sorted by name. */
  public Map<String, String> configs(TopicKind kind) {
    Map<String, String> configs = new TreeMap<>();
    configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicationFactor >= 3 ? "2" : "1");
    switch (kind) {
      case CLINICAL -> {
        keepEventTime(configs);
        deleteAfter(configs, FOR_EVER);
        segments(configs, 256 * MEBIBYTE, ANY_TIME);
      }
      case OUTPUT -> {
        stampOnAppend(configs);
        deleteAfter(configs, millis(outputRetention));
        segments(configs, 256 * MEBIBYTE, days(1));
      }
      case TABLE -> {
        stampOnAppend(configs);
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        // An erasure reaches the disk within about a week, however quiet the topic is.
        configs.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7));
        segments(configs, 64 * MEBIBYTE, days(7));
      }
      case DEAD_LETTERS -> {
        stampOnAppend(configs);
        deleteAfter(configs, millis(deadLetterRetention));
        segments(configs, 64 * MEBIBYTE, days(1));
        // The largest input and what is said of it must fit.
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(4 * MEBIBYTE));
      }
    }
    return configs;
  }

  private static void keepEventTime(Map<String, String> configs) {
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, ANY_TIME);
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, ANY_TIME);
  }

  private static void stampOnAppend(Map<String, String> configs) {
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
  }

  private static void deleteAfter(Map<String, String> configs, String retention) {
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    configs.put(TopicConfig.RETENTION_MS_CONFIG, retention);
  }

  private static void segments(Map<String, String> configs, long bytes, String millis) {
    configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(bytes));
    configs.put(TopicConfig.SEGMENT_MS_CONFIG, millis);
  }

  private static String millis(Duration retention) {
    return retention.isNegative() ? FOR_EVER : Long.toString(retention.toMillis());
  }

  private static String days(int days) {
    return Long.toString(Duration.ofDays(days).toMillis());
  }
}
