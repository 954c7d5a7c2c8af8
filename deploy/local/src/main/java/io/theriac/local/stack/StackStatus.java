package io.theriac.local.stack;

import java.nio.file.Path;

/** What is known of the stack that keeps its data in a directory. */
public record StackStatus(Path directory, StackMember broker, StackMember registry) {

  /** Whether both processes run. */
  public boolean isRunning() {
    return broker.isAlive() && registry.isAlive();
  }

  /** Whether at least one of them runs. */
  public boolean isAnyRunning() {
    return broker.isAlive() || registry.isAlive();
  }

  /** What is to be said when only one of them runs. */
  public String halfRunning() {
    boolean isBroker = broker.isAlive();
    return "Of the local stack only the %s runs, the %s does not: './theriac stack up' mends it."
        .formatted(isBroker ? "broker" : "registry", isBroker ? "registry" : "broker");
  }

  public String bootstrapServers() {
    return Broker.address(broker.port());
  }

  public String registryUrl() {
    return Registry.url(registry.port());
  }
}
