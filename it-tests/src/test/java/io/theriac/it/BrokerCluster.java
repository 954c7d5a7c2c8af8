package io.theriac.it;

import io.theriac.local.stack.BrokerMain;
import io.theriac.local.stack.ChildJvm;
import io.theriac.local.stack.ChildProcess;
import io.theriac.local.stack.Ports;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** Three brokers, each its own process and its own controller; every record stands on all three. */
final class BrokerCluster implements AutoCloseable {

  private static final int BROKERS = 3;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Path directory;
  private final List<Integer> ports = freePorts();
  private final List<Integer> controllerPorts = freePorts();
  private final List<ChildProcess> brokers = new ArrayList<>();

  private BrokerCluster(Path directory) {
    this.directory = directory;
  }

  static BrokerCluster start(Path directory) throws IOException {
    BrokerCluster cluster = new BrokerCluster(directory);
    String clusterId = Uuid.randomUuid().toString();
    for (int i = 0; i < BROKERS; i++) {
      String file = cluster.writeProperties(i).toString();
      String[] format = {"format", "--cluster-id", clusterId, "--config", file};
      if (StorageTool.execute(format, System.out) != 0) {
        throw new IOException("Cannot format the directory of broker " + i);
      }
    }
    for (int i = 0; i < BROKERS; i++) {
      cluster.brokers.add(cluster.launch(i));
    }
    cluster.brokers.get(0).awaitReady(() -> cluster.members() == BROKERS, START_LIMIT);
    return cluster;
  }

  private static List<Integer> freePorts() {
    return IntStream.range(0, BROKERS).mapToObj(i -> Ports.free()).toList();
  }

  String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Ends one as a crash would. */
  void kill(int broker) {
    brokers.get(broker).kill();
  }

  /** Starts one that was killed, on its own data, and waits until it is a member again. */
  void restart(int broker) {
    brokers.set(broker, launch(broker));
    brokers.get(broker).awaitReady(() -> members() == BROKERS, START_LIMIT);
  }

  private ChildProcess launch(int broker) {
    return ChildJvm.of(BrokerMain.class)
        .name("broker " + broker)
        .heap("384m")
        .jvmArgs("-XX:+UseSerialGC", "-XX:-UsePerfData")
        .property("logback.configurationFile", "io/theriac/local/stack/broker-logback.xml")
        .log(directory.resolve("broker-%d.log".formatted(broker)))
        .args(properties(broker).toString())
        .start();
  }

  private int members() {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "request.timeout.ms",
                2_000,
                "default.api.timeout.ms",
                2_000))) {
      return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size();
    } catch (ExecutionException | TimeoutException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path properties(int broker) {
    return directory.resolve("broker-%d.properties".formatted(broker));
  }

  private Path writeProperties(int broker) throws IOException {
    Properties all = new Properties();
    all.put("process.roles", "broker,controller");
    all.put("node.id", Integer.toString(broker));
    all.put(
        "controller.quorum.voters",
        IntStream.range(0, BROKERS)
            .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i, controllerPorts.get(i)))
            .collect(Collectors.joining(",")));
    all.put("controller.listener.names", "CONTROLLER");
    all.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(ports.get(broker), controllerPorts.get(broker)));
    all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.get(broker));
    all.put("log.dirs", directory.resolve("broker-" + broker).toString());
    all.put("auto.create.topics.enable", "false");
    all.put("default.replication.factor", "3");
    all.put("min.insync.replicas", "2");
    all.put("offsets.topic.replication.factor", "3");
    all.put("offsets.topic.num.partitions", "4");
    all.put("transaction.state.log.replication.factor", "3");
    all.put("transaction.state.log.min.isr", "2");
    all.put("transaction.state.log.num.partitions", "4");
    all.put("broker.session.timeout.ms", "6000");
    all.put("group.initial.rebalance.delay.ms", "0");
    try (Writer writer = Files.newBufferedWriter(properties(broker))) {
      all.store(writer, null);
    }
    return properties(broker);
  }

  @Override
  public void close() {
    brokers.stream().map(ChildProcess::handle).forEach(ProcessHandle::destroy);
    brokers.forEach(ChildProcess::close);
  }
}
