package io.theriac.streams;

import io.theriac.schemas.Topics;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.config.Setting;
import io.theriac.streams.config.UserError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether topics take the largest records that the settings let the application write: one that its
 * topic refuses would stop a partition for good.
 */
final class TopicLimits {

  private static final int TIMEOUT_MS = 15_000;

  private TopicLimits() {}

  /**
   * Compares the settings with the topics that there are, the changelog of the visits among them.
   * What the broker does not let us see is not checked.
   *
   * @throws UserError naming topic, limit and setting
   */
  static void require(AppConfig config, Admin admin) {
    Topics topics = config.topics();
    Map<String, Setting<Integer>> limits = new LinkedHashMap<>();
    limits.put(topics.visits().name(), AppConfig.OUTPUT_MAX_BYTES);
    limits.put(topics.patientMoves().name(), AppConfig.OUTPUT_MAX_BYTES);
    limits.put(changelog(config), AppConfig.OUTPUT_MAX_BYTES);
    limits.put(topics.deadLetters().name(), AppConfig.DEAD_LETTER_MAX_BYTES);
    admin
        .describeConfigs(
            limits.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList())
        .values()
        .forEach((topic, answer) -> require(config, topic.name(), answer, limits));
  }

  private static void require(
      AppConfig config,
      String topic,
      KafkaFuture<Config> answer,
      Map<String, Setting<Integer>> limits) {
    Setting<Integer> setting = limits.get(topic);
    int wanted = config.get(setting);
    long taken = mostBytes(answer);
    if (taken < wanted) {
      throw new UserError(
          "%s is %d, but max.message.bytes of %s is %d: raise that of the topic, or lower the setting."
              .formatted(setting.key(), wanted, topic, taken));
    }
  }

  private static long mostBytes(KafkaFuture<Config> answer) {
    try {
      return Long.parseLong(
          answer
              .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
              .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
              .value());
    } catch (ExecutionException | TimeoutException e) {
      // Not there yet, or not ours to see.
      return Long.MAX_VALUE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Long.MAX_VALUE;
    }
  }

  private static String changelog(AppConfig config) {
    return "%s-%s-changelog".formatted(config.get(AppConfig.APPLICATION_ID), VisitStore.NAME);
  }
}
