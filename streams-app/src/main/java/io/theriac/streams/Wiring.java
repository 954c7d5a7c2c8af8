package io.theriac.streams;

import io.theriac.state.VisitFold;
import io.theriac.streams.alerts.InteractionScreen;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.serving.ModelHolder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the parts of the application from its configuration. */
public final class Wiring {

  private Wiring() {}

  /**
   * What the processors of the topology work with.
   *
   * @param present events must not be too far ahead of it: the wall clock; in a replay, so that a
   *     rerun gives the same, the end of its range
   */
  public static Collaborators collaborators(
      AppConfig config,
      TopicSerdes serdes,
      InteractionScreen interactions,
      ModelHolder models,
      AppMetrics metrics,
      Clock clock,
      Clock present) {
    return new Collaborators(
        config.topics(),
        serdes,
        new VisitFold(config.visitRules()),
        models,
        interactions,
        metrics,
        clock,
        config.get(AppConfig.BATCH_MAX_VISITS),
        Duration.ofMillis(config.get(AppConfig.BATCH_MAX_WAIT_MS)),
        config.get(AppConfig.HISTORY_MAX_VISITS),
        config.get(AppConfig.OUTPUT_MAX_BYTES),
        () -> config.latestTime(present),
        config.get(AppConfig.REPLAY));
  }

  /** Reads releases without a group: every instance reads them all, from the beginning. */
  public static Consumer<byte[], byte[]> releaseConsumer(AppConfig config) {
    Map<String, Object> properties = new HashMap<>(config.kafkaProperties());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(
        ConsumerConfig.CLIENT_ID_CONFIG, config.get(AppConfig.APPLICATION_ID) + "-releases");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
