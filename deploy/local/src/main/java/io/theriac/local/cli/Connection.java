package io.theriac.local.cli;

import io.theriac.schemas.Topics;
import io.theriac.streams.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How Kafka and registry clients connect. */
final class Connection {

  @Mixin private Addresses addresses;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = {
        "Properties for every Kafka and registry client: security.protocol, sasl.jaas.config,",
        "basic.auth.user.info and so on."
      })
  private Path clientConfig;

  Topics topics() {
    return addresses.topics();
  }

  /**
   * What any Kafka or registry client needs; both addresses are there and answer.
   *
   * @throws IllegalStateException if they are not known or do not answer
   */
  Map<String, String> clientProperties() {
    Map<String, String> properties =
        new HashMap<>(clientConfig == null ? Map.of() : Settings.properties(clientConfig));
    addresses.putInto(properties);
    Reachability.require(properties);
    return properties;
  }
}
