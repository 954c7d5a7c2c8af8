package io.theriac.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** How the stack's schema registry is found, started and found ready. */
final class Registry {
  /** System property that names the folder of an unpacked registry, when it is not the build's. */
  static final String HOME_PROPERTY = "theriac.registry.home";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private Registry() {}

  /** The base of the Confluent-compatible API. */
  static String url(int port) {
    return "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port);
  }

  static ChildProcess launch(Path directory, int port, boolean detached) {
    Path jar = runner();
    Path temporary = directory.resolve("tmp");
    try {
      Files.createDirectories(temporary);
    } catch (IOException failure) {
      throw new StackException("Cannot create %s: %s".formatted(temporary, failure.getMessage()));
    }
    // It serves a few schemas: compiling less starts it a third faster in less memory.
    return ChildJvm.of(mainClass(jar))
        .name("schema registry")
        .classpath(jar.toString())
        .heap("256m")
        .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
        .property("java.io.tmpdir", temporary)
        .property("quarkus.http.host", "127.0.0.1")
        .property("quarkus.http.port", port)
        .property("quarkus.banner.enabled", false)
        .property(
            "apicurio.datasource.url", "jdbc:h2:file:" + directory.resolve("registry/schemas"))
        .property("apicurio.datasource.jdbc.initial-size", 1)
        .property("apicurio.datasource.jdbc.min-size", 1)
        .property("apicurio.datasource.jdbc.max-size", 10)
        .property("apicurio.logconfigjob.every", "60s")
        .log(directory.resolve("logs").resolve("registry.log"))
        .detached(detached)
        .start();
  }

  /** Whether the registry lists its subjects. */
  static boolean isReady(int port) {
    if (!Ports.answers(port)) {
      return false;
    }
    HttpRequest subjects =
        HttpRequest.newBuilder(URI.create(url(port) + "/subjects"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(subjects, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while waiting for the schema registry.", stop);
    }
  }

  /** The registry's runnable jar. */
  static Path runner() {
    Path home = home();
    if (Files.isDirectory(home)) {
      try (Stream<Path> files = Files.walk(home, 2)) {
        var runner =
            files.filter(file -> file.toString().endsWith("-runner.jar")).sorted().toList();
        if (!runner.isEmpty()) {
          return runner.get(runner.size() - 1);
        }
      } catch (IOException failure) {
        throw new StackException(
            "Cannot read %s: %s".formatted(home, failure.getMessage()), failure);
      }
    }
    throw new StackException(
        "No schema registry in %s: build with 'mvn -DskipTests package -pl deploy/local -am'."
            .formatted(home));
  }

  /** The build unpacks it into the target folder that also holds this module's classes and jar. */
  private static Path home() {
    String given = System.getProperty(HOME_PROPERTY);
    return given == null
        ? CodePlace.of(Registry.class).resolveSibling("registry")
        : Path.of(given).toAbsolutePath();
  }

  private static String mainClass(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    } catch (IOException failure) {
      throw new StackException("Cannot read %s: %s".formatted(jar, failure.getMessage()), failure);
    }
  }
}
