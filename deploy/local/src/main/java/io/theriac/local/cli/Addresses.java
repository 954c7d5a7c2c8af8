package io.theriac.local.cli;

import io.theriac.local.stack.LocalStack;
import io.theriac.local.stack.StackStatus;
import io.theriac.schemas.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where the broker and the registry are: as given, else the local stack if it runs. */
final class Addresses {

  static final String BROKER = "bootstrap.servers";
  static final String REGISTRY = "schema.registry.url";

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers. Default: the local stack, if it is up.")
  private String bootstrapServers;

  @Option(
      names = "--registry-url",
      paramLabel = "URL",
      description = "Schema registry (Confluent API). Default: the local stack, if it is up.")
  private String registryUrl;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "Put before every topic name.")
  private String topicPrefix;

  Topics topics() {
    return topicPrefix == null ? Topics.standard() : Topics.withPrefix(topicPrefix);
  }

  Optional<String> topicPrefix() {
    return Optional.ofNullable(topicPrefix);
  }

  /**
   * Puts both addresses into properties: those given here, else those there, else the local
   * stack's.
   *
   * @throws IllegalStateException if an address is not known from anywhere
   */
  void putInto(Map<String, String> properties) {
    put(properties, BROKER, "--bootstrap-servers", bootstrapServers, StackStatus::bootstrapServers);
    put(properties, REGISTRY, "--registry-url", registryUrl, StackStatus::registryUrl);
  }

  private static void put(
      Map<String, String> properties,
      String key,
      String option,
      String given,
      Function<StackStatus, String> ofStack) {
    if (given != null) {
      properties.put(key, given);
      return;
    }
    properties.computeIfAbsent(key, k -> ofStack.apply(localStack(k, option)));
  }

  private static StackStatus localStack(String key, String option) {
    StackStatus status =
        LocalStack.status(CliHome.stack())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No %s is known and the local stack is not up: './theriac stack up' starts it, or give %s."
                            .formatted(key, option)));
    if (!status.isRunning()) {
      throw new IllegalStateException(status.halfRunning());
    }
    return status;
  }
}
