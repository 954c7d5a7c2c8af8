package io.theriac.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Bytes that an application's state takes, on its own disk and on the broker's. */
final class DiskUse {

  private static final String TABLES = ".sst";

  private final Map<String, String> clients;

  DiskUse(Map<String, String> clients) {
    this.clients = clients;
  }

  /** Bytes of the RocksDB tables below a state directory, after the application has stopped. */
  static long tables(Path state) {
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.toString().endsWith(TABLES))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot measure " + state, e);
    }
  }

  /** Bytes of the application's changelog topics on all brokers. */
  long changelogs(String applicationId) {
    try (Admin admin = Admin.create(new HashMap<String, Object>(clients))) {
      var brokers = admin.describeCluster().nodes().get().stream().map(n -> n.id()).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> isChangelog(replica.getKey().topic(), applicationId))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    } catch (ExecutionException e) {
      throw new ChaosException("Cannot measure the changelogs: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChaosException("Interrupted.");
    }
  }

  private static boolean isChangelog(String topic, String applicationId) {
    return topic.startsWith(applicationId + "-") && topic.endsWith("-changelog");
  }
}
