package io.theriac.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** How the stack's broker is configured, started and found ready. */
final class Broker {
  private static final String HOST = "127.0.0.1";
  private static final int PROBE_MILLIS = 2_000;
  private static final String SHORT_SEGMENT_BYTES = Integer.toString(1 << 20);

  private Broker() {}

  static String address(int port) {
    return HOST + ":" + port;
  }

  static ChildProcess launch(Path directory, int port, boolean detached) {
    return ChildJvm.of(BrokerMain.class)
        .name("broker")
        .heap("512m")
        .jvmArgs("-Xms64m", "-XX:+UseSerialGC", "-XX:-UsePerfData")
        .property("logback.configurationFile", "io/theriac/local/stack/broker-logback.xml")
        .property("java.awt.headless", true)
        .log(directory.resolve("logs").resolve("broker.log"))
        .detached(detached)
        .args(writeProperties(directory, port).toString())
        .start();
  }

  /** Whether the broker takes requests as a member of its cluster. */
  static boolean isReady(int port) {
    if (!Ports.answers(port)) {
      return false;
    }
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(port),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
    try (Admin admin = Admin.create(config)) {
      var nodes = admin.describeCluster().nodes().get(PROBE_MILLIS, TimeUnit.MILLISECONDS);
      return nodes.stream().anyMatch(node -> node.port() == port);
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while waiting for the broker.", stop);
    }
  }

  private static Path writeProperties(Path directory, int port) {
    Path file = directory.resolve("broker.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      properties(directory, port, Ports.free()).store(writer, "Written at each start");
    } catch (IOException failure) {
      throw new StackException("Cannot write %s: %s".formatted(file, failure.getMessage()));
    }
    return file;
  }

  private static Properties properties(Path directory, int port, int controllerPort) {
    Properties all = new Properties();
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    all.put("controller.quorum.voters", "1@" + address(controllerPort));
    all.put("controller.listener.names", "CONTROLLER");
    all.put(
        "listeners",
        "PLAINTEXT://%s,CONTROLLER://%s".formatted(address(port), address(controllerPort)));
    all.put("advertised.listeners", "PLAINTEXT://" + address(port));
    all.put("log.dirs", directory.resolve("broker").toString());
    all.put("auto.create.topics.enable", "false");
    all.put("default.replication.factor", "1");
    all.put("min.insync.replicas", "1");
    all.put("offsets.topic.replication.factor", "1");
    all.put("offsets.topic.num.partitions", "8");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("transaction.state.log.num.partitions", "8");
    // A broker that starts again replays these: short segments are compacted soon. While it replays
    // for long, it may be elected a second time and replay old group states over new ones.
    all.put("offsets.topic.segment.bytes", SHORT_SEGMENT_BYTES);
    all.put("transaction.state.log.segment.bytes", SHORT_SEGMENT_BYTES);
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    all.put("share.coordinator.state.topic.num.partitions", "8");
    // After a crash the broker may register again only when its earlier session has ended.
    all.put("broker.session.timeout.ms", "4000");
    all.put("broker.heartbeat.interval.ms", "1000");
    all.put("group.initial.rebalance.delay.ms", "0");
    return all;
  }
}
