package io.theriac.schemas.admin;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;

/** The broker's side of provisioning. */
final class BrokerTopics {

  /** A topic as it is. */
  record Existing(int partitions, int replicationFactor, Config config) {

    String value(String setting) {
      return config.get(setting) == null ? "" : config.get(setting).value();
    }
  }

  private final Admin admin;

  BrokerTopics(Admin admin) {
    this.admin = admin;
  }

  /** Those of the topics that exist. */
  Map<String, Existing> describe(Collection<String> names) {
    Map<String, TopicDescription> found = new HashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach((name, answer) -> describedIfThere(answer).ifPresent(d -> found.put(name, d)));
    Map<ConfigResource, Config> configs =
        await(
            admin
                .describeConfigs(found.keySet().stream().map(BrokerTopics::resource).toList())
                .all());
    return found.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey, e -> existing(e.getValue(), configs.get(resource(e.getKey())))));
  }

  /** Creates topics; answers the names of those that were not there yet. */
  Set<String> create(Collection<NewTopic> topics) {
    Set<String> created = new HashSet<>();
    admin
        .createTopics(topics)
        .values()
        .forEach(
            (name, answer) -> {
              if (createdNow(name, answer)) {
                created.add(name);
              }
            });
    return created;
  }

  private static boolean createdNow(String name, KafkaFuture<Void> answer) {
    try {
      answer.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw failure("Topic %s could not be created".formatted(name), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** The same for topics that exist, though the broker asked may not have heard of them yet. */
  Map<String, Existing> describeExisting(Collection<String> names) {
    for (int attempt = 0; attempt < 100; attempt++) {
      Map<String, Existing> found = describe(names);
      if (found.keySet().containsAll(names)) {
        return found;
      }
      Utils.sleep(100);
    }
    throw new ProvisioningException(
        "The broker says that %s exist but does not describe them: see the state of the cluster."
            .formatted(names),
        null);
  }

  private static Optional<TopicDescription> describedIfThere(KafkaFuture<TopicDescription> answer) {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure("The broker did not describe its topics", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure("The broker did not describe its topics' settings", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static ProvisioningException failure(String what, ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new ProvisioningException("%s: %s".formatted(what, cause.getMessage()), cause);
  }

  private static Existing existing(TopicDescription description, Config config) {
    return new Existing(
        description.partitions().size(), description.partitions().get(0).replicas().size(), config);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
