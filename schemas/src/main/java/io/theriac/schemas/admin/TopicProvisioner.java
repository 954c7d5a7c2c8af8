package io.theriac.schemas.admin;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.Topic;
import io.theriac.schemas.TopicKind;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.BrokerTopics.Existing;
import io.theriac.schemas.admin.ProvisioningReport.Entry;
import io.theriac.schemas.admin.ProvisioningReport.Outcome;
import io.theriac.schemas.registry.Compatibility;
import io.theriac.schemas.registry.RegisteredSchema;
import io.theriac.schemas.registry.RegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Makes the topics and registers their schemas under FULL_TRANSITIVE compatibility. Running it
 * again changes nothing; topics that exist are compared, never altered.
 */
public final class TopicProvisioner {

  private final BrokerTopics broker;
  private final RegistryClient registry;

  public TopicProvisioner(Admin admin, RegistryClient registry) {
    this.broker = new BrokerTopics(admin);
    this.registry = registry;
  }

  /**
   * Makes what is missing.
   *
   * @throws ProvisioningException if the broker refuses
   * @throws io.theriac.schemas.registry.RegistryException if the registry refuses, for example a
   *     schema that is not compatible with an older version
   */
  public ProvisioningReport provision(Topics topics, TopicSettings settings) {
    Map<String, Existing> existing = new HashMap<>(broker.describe(names(topics)));
    Set<String> missing = new HashSet<>(names(topics));
    missing.removeAll(existing.keySet());
    Set<String> created =
        broker.create(
            topics.all().stream()
                .filter(topic -> missing.contains(topic.name()))
                .map(topic -> newTopic(topic, settings))
                .toList());
    missing.removeAll(created);
    if (!missing.isEmpty()) {
      existing.putAll(broker.describeExisting(missing));
    }
    return new ProvisioningReport(
        topics.all().stream()
            .map(topic -> entry(topic, Optional.ofNullable(existing.get(topic.name())), settings))
            .toList());
  }

  private Entry entry(Topic<?> topic, Optional<Existing> found, TopicSettings settings) {
    List<String> differences =
        found.map(existing -> differences(topic, existing, settings)).orElse(List.of());
    RegisteredSchema schema = register(topic);
    return new Entry(
        topic.name(),
        outcome(found.isEmpty(), differences),
        schema.id(),
        schema.version(),
        differences);
  }

  /** All topics as they stand, made or not. */
  public List<TopicListing> list(Topics topics) {
    Map<String, Existing> existing = broker.describe(names(topics));
    return topics.all().stream()
        .map(topic -> listing(topic, Optional.ofNullable(existing.get(topic.name()))))
        .toList();
  }

  private static Outcome outcome(boolean created, List<String> differences) {
    if (created) {
      return Outcome.CREATED;
    }
    return differences.isEmpty() ? Outcome.EXISTED : Outcome.DIFFERS;
  }

  private static NewTopic newTopic(Topic<?> topic, TopicSettings settings) {
    return new NewTopic(topic.name(), settings.partitions(), settings.replicationFactor())
        .configs(settings.configs(topic.kind()));
  }

  private static List<String> differences(Topic<?> topic, Existing found, TopicSettings settings) {
    List<String> differences = new ArrayList<>();
    if (found.partitions() != settings.partitions()) {
      differences.add(
          "%s has %d partitions, not %d: ask for as many, or make the topics anew."
              .formatted(topic.name(), found.partitions(), settings.partitions()));
    }
    if (found.replicationFactor() != settings.replicationFactor()) {
      differences.add(
          "%s has %d replicas, not %d: reassign its partitions."
              .formatted(topic.name(), found.replicationFactor(), settings.replicationFactor()));
    }
    settings
        .configs(topic.kind())
        .forEach(
            (name, wanted) -> {
              if (!wanted.equals(found.value(name))) {
                differences.add(
                    "%s has %s=%s, not %s: alter it with kafka-configs if that is not meant."
                        .formatted(topic.name(), name, found.value(name), wanted));
              }
            });
    return differences;
  }

  /** The rule before the schema where the subject exists, so that the rule judges the schema. */
  private RegisteredSchema register(Topic<?> topic) {
    String subject = topic.valueSubject();
    Schema schema = PublishedSchema.of(topic.schema());
    boolean known = !registry.versions(subject).isEmpty();
    if (known) {
      demandFullTransitive(subject);
    }
    Optional<RegisteredSchema> there = known ? registry.lookup(subject, schema) : Optional.empty();
    if (there.isPresent()) {
      return there.get();
    }
    registry.register(subject, schema);
    demandFullTransitive(subject);
    return registry
        .lookup(subject, schema)
        .orElseThrow(
            () ->
                new ProvisioningException(
                    "Subject %s lost its schema while it was registered.".formatted(subject),
                    null));
  }

  private void demandFullTransitive(String subject) {
    boolean set =
        registry.compatibility(subject).filter(Compatibility.FULL_TRANSITIVE::equals).isPresent();
    if (!set) {
      registry.setCompatibility(subject, Compatibility.FULL_TRANSITIVE);
    }
  }

  private TopicListing listing(Topic<?> topic, Optional<Existing> found) {
    Optional<RegisteredSchema> latest = registry.latest(topic.valueSubject());
    return new TopicListing(
        topic.name(),
        topic.kind(),
        found.map(Existing::partitions).map(OptionalInt::of).orElse(OptionalInt.empty()),
        found.map(existing -> retention(topic.kind(), existing)).orElse("-"),
        latest.map(RegisteredSchema::id).map(OptionalInt::of).orElse(OptionalInt.empty()),
        latest.map(RegisteredSchema::version).map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  private static String retention(TopicKind kind, Existing existing) {
    if (kind == TopicKind.TABLE) {
      return existing.value(TopicConfig.CLEANUP_POLICY_CONFIG).contains("compact")
          ? "compacted"
          : existing.value(TopicConfig.CLEANUP_POLICY_CONFIG);
    }
    long millis = Long.parseLong(existing.value(TopicConfig.RETENTION_MS_CONFIG));
    if (millis < 0) {
      return "for ever";
    }
    Duration duration = Duration.ofMillis(millis);
    return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toHours() + " hours";
  }

  private static List<String> names(Topics topics) {
    return topics.all().stream().map(Topic::name).toList();
  }
}
