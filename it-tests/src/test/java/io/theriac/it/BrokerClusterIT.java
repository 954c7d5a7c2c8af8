package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.theriac.local.chaos.Application;
import io.theriac.local.chaos.CheckedRun;
import io.theriac.local.chaos.Instance;
import io.theriac.schemas.admin.TopicSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three brokers loses one under load: the application works on with the others. */
class BrokerClusterIT {

  private static final String EVENTS = "theriac_events_total";

  @TempDir Path directory;

  @Test
  void shouldWorkOnWhenOneOfThreeBrokersIsKilled() throws Exception {
    try (BrokerCluster brokers = BrokerCluster.start(directory)) {
      Map<String, String> clients =
          Map.of(
              "bootstrap.servers", brokers.bootstrapServers(),
              "schema.registry.url", SharedStack.get().registryUrl());
      Application application =
          new Application(clients, "cluster", directory)
              .provisioned(TopicSettings.singleBroker().withReplicationFactor((short) 3));
      try (CheckedRun run = new CheckedRun(application, 3);
          Instance instance = application.instance("one", Map.of())) {
        instance.start();
        run.serveModel(instance);
        run.start(12_000, 400);
        awaitEvents(instance, 1_000);

        brokers.kill(1);
        awaitEvents(instance, processed(instance) + 2_000);
        brokers.restart(1);

        assertThat(run.faultsAtTheEnd(instance)).isEmpty();
        assertThat(run.outputs().recommendations()).isNotEmpty();
      }
      shouldKeepStateOnThreeBrokers(clients);
    }
  }

  private static void awaitEvents(Instance instance, double atLeast) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> instance.process().isAlive() && processed(instance) >= atLeast);
  }

  private static double processed(Instance instance) {
    return instance.process().metric(EVENTS).orElse(0);
  }

  private static void shouldKeepStateOnThreeBrokers(Map<String, String> clients) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(clients))) {
      var changelogs =
          admin.listTopics().names().get().stream().filter(t -> t.endsWith("-changelog")).toList();
      assertThat(admin.describeTopics(changelogs).allTopicNames().get().values())
          .isNotEmpty()
          .flatExtracting(TopicDescription::partitions)
          .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
    }
  }
}
