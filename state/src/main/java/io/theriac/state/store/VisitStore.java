package io.theriac.state.store;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The store of visits: RocksDB, cached so that a row changed often reaches the changelog once a
 * commit, and backed by a compacted changelog topic.
 */
public final class VisitStore {

  /** Name of the store; the changelog topic is {@code <application id>-visit-facts-changelog}. */
  public static final String NAME = "visit-facts";

  private static final String WEEK = String.valueOf(Duration.ofDays(7).toMillis());

  /**
   * Settings of changelog topics: segments small enough that they are compacted, and so restored,
   * without delay; what was deleted is gone from the disk within about a week, by the broker's
   * clock and not by event time.
   */
  public static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "LogAppendTime",
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          WEEK,
          TopicConfig.SEGMENT_MS_CONFIG,
          WEEK,
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(128 * 1024 * 1024),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  private VisitStore() {}

  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
