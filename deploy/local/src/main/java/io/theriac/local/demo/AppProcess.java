package io.theriac.local.demo;

import io.theriac.local.stack.ChildJvm;
import io.theriac.local.stack.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;

/** The application in a JVM of its own, as a site would run it. */
public final class AppProcess implements AutoCloseable {

  private final ChildProcess process;
  private final URI http;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private AppProcess(ChildProcess process, URI http) {
    this.process = process;
    this.http = http;
  }

  /**
   * Starts it.
   *
   * @param settings the application's configuration
   * @param directory where its configuration file and log go
   * @param httpPort the port it is told to listen on
   */
  public static AppProcess start(Map<String, String> settings, Path directory, int httpPort) {
    return start(settings, Map.of(), directory, httpPort);
  }

  /**
   * Starts it.
   *
   * @param settings the application's configuration
   * @param environment variables beside those of this process
   * @param directory where its configuration file and log go
   * @param httpPort the port it is told to listen on
   */
  public static AppProcess start(
      Map<String, String> settings, Map<String, String> environment, Path directory, int httpPort) {
    Path file = directory.resolve("application.properties");
    Properties properties = new Properties();
    properties.putAll(settings);
    try {
      Files.createDirectories(directory);
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    ChildJvm child =
        ChildJvm.of("io.theriac.streams.Main")
            .name("application")
            .heap("1g")
            .jvmArgs("-XX:+UseSerialGC")
            .property("ai.djl.offline", true)
            .property("ai.djl.pytorch.num_threads", 1)
            .property("ai.djl.pytorch.num_interop_threads", 1)
            .property("logback.configurationFile", "logback.xml")
            .property("theriac.log.file", directory.resolve("application.log"))
            .args(file.toString())
            .log(directory.resolve("application.out"));
    environment.forEach(child::env);
    return new AppProcess(child.start(), URI.create("http://127.0.0.1:" + httpPort));
  }

  /** Waits until the application has its partitions and its state. */
  public AppProcess awaitReady(Duration limit) {
    process.awaitReady(() -> status("/ready") == 200, limit);
    return this;
  }

  /** Whether this version of a model serves. */
  public boolean serves(String version) {
    return get("/metrics").stream()
        .flatMap(response -> response.body().lines())
        .anyMatch(
            line ->
                line.startsWith("theriac_model_info{")
                    && line.contains("version=\"" + version + "\""));
  }

  /** Where it logs. */
  public Path log() {
    return process.log();
  }

  /** What /ready says. */
  public String readiness() {
    return get("/ready").map(HttpResponse::body).orElse("the application does not answer");
  }

  /** The sum of a metric over its labels, from /metrics. */
  public OptionalDouble metric(String name) {
    return get("/metrics").stream()
        .flatMap(response -> response.body().lines())
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum);
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  private int status(String path) {
    return get(path).map(HttpResponse::statusCode).orElse(-1);
  }

  private Optional<HttpResponse<String>> get(String path) {
    try {
      return Optional.of(
          client.send(
              HttpRequest.newBuilder(http.resolve(path)).timeout(Duration.ofSeconds(10)).build(),
              BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the application", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
