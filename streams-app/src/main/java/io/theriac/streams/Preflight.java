package io.theriac.streams;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryException;
import io.theriac.schemas.registry.RegistryUnavailableException;
import io.theriac.streams.config.UserError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks before the start whether broker, topics and registry are as they must be. */
public final class Preflight {

  private static final int TIMEOUT_MS = 15_000;
  private static final int SHORT_TIMEOUT_MS = 2_000;

  private Preflight() {}

  /**
   * Checks everything.
   *
   * @throws UserError with the first thing that is not right
   */
  public static void check(AppConfig config, RegistryClient registry) {
    checkTopics(config);
    checkRegistry(config, registry);
  }

  private static void checkTopics(AppConfig config) {
    Map<String, Object> properties = new HashMap<>(config.kafkaProperties());
    properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, SHORT_TIMEOUT_MS);
    try (Admin admin = Admin.create(properties)) {
      Topics topics = config.topics();
      Map<String, Integer> partitions =
          partitions(config, admin, topics.all().stream().map(Topic::name).toList());
      requireCoPartitioned(topics, partitions);
      TopicLimits.require(config, admin);
    } catch (KafkaException e) {
      throw new UserError(
          "The Kafka settings cannot be used (%s): see bootstrap.servers and the kafka.* keys."
              .formatted(rootMessage(e)),
          e);
    }
  }

  private static Map<String, Integer> partitions(
      AppConfig config, Admin admin, List<String> names) {
    Map<String, Integer> partitions = new TreeMap<>();
    TreeSet<String> missing = new TreeSet<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, answer) -> {
              try {
                partitions.put(name, await(answer).partitions().size());
              } catch (ExecutionException | TimeoutException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw unreachable(config, e);
                }
                missing.add(name);
              }
            });
    if (!missing.isEmpty()) {
      throw new UserError(
          "Topics are missing on %s: %s; create them first (theriac topics create)."
              .formatted(config.get(AppConfig.BOOTSTRAP_SERVERS), String.join(", ", missing)));
    }
    return partitions;
  }

  private static void requireCoPartitioned(Topics topics, Map<String, Integer> partitions) {
    Map<String, Integer> inputs = new TreeMap<>();
    topics.clinical().forEach(topic -> inputs.put(topic.name(), partitions.get(topic.name())));
    String moves = topics.patientMoves().name();
    inputs.put(moves, partitions.get(moves));
    if (new TreeSet<>(inputs.values()).size() > 1) {
      throw new UserError(
          "The input topics must have the same number of partitions, but have %s: create them"
                  .formatted(inputs)
              + " again with one number.");
    }
  }

  private static void checkRegistry(AppConfig config, RegistryClient registry) {
    try {
      registry.versions(config.topics().admissions().valueSubject());
    } catch (RegistryUnavailableException e) {
      throw new UserError(
          "The schema registry does not answer at %s: start it, or set schema.registry.url."
              .formatted(config.get(AppConfig.REGISTRY_URL)),
          e);
    } catch (RegistryException e) {
      throw new UserError(
          "The schema registry at %s refuses to answer (%s): see schema.registry.url and its"
                  .formatted(config.get(AppConfig.REGISTRY_URL), e.getMessage())
              + " credentials.",
          e);
    }
  }

  private static TopicDescription await(KafkaFuture<TopicDescription> answer)
      throws ExecutionException, TimeoutException {
    try {
      return answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }

  private static UserError unreachable(AppConfig config, Exception e) {
    return new UserError(
        "The Kafka brokers at %s do not answer (%s): start them, or set bootstrap.servers."
            .formatted(config.get(AppConfig.BOOTSTRAP_SERVERS), rootMessage(e)),
        e);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
