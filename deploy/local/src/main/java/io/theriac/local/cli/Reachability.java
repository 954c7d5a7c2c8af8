package io.theriac.local.cli;

import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.registry.RegistryException;
import io.theriac.schemas.registry.RegistryUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Asks broker and registry before a command begins, so that it fails soon and clearly. */
final class Reachability {

  private static final int TIMEOUT_MILLIS = 10_000;

  private Reachability() {}

  /**
   * Returns when both have answered.
   *
   * @throws IllegalStateException if one does not, in one sentence with the remedy
   */
  static void require(Map<String, String> clientProperties) {
    requireBroker(clientProperties);
    requireRegistry(clientProperties);
  }

  private static void requireBroker(Map<String, String> clientProperties) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
    String where = clientProperties.get(Addresses.BROKER);
    try (Admin admin = Admin.create(properties)) {
      admin.describeCluster().clusterId().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "The Kafka settings cannot be used (%s): see --bootstrap-servers and --client-config."
              .formatted(root(e)),
          e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "No Kafka broker answers at %s: './theriac stack up' starts a local one, --bootstrap-servers names another."
              .formatted(where),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", e);
    }
  }

  private static void requireRegistry(Map<String, String> clientProperties) {
    Map<String, String> properties = new HashMap<>(clientProperties);
    properties.put(RegistryConfig.MAX_RETRIES, "1");
    String where = clientProperties.get(Addresses.REGISTRY);
    try {
      new RegistryClient(RegistryConfig.from(properties)).versions("theriac-reachability");
    } catch (RegistryUnavailableException e) {
      throw new IllegalStateException(
          "No schema registry answers at %s: './theriac stack up' starts a local one, --registry-url names another."
              .formatted(where),
          e);
    } catch (RegistryException e) {
      throw new IllegalStateException(
          "The schema registry at %s refuses to answer (%s): see --registry-url and --client-config."
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
