package io.theriac.it;

import io.theriac.local.stack.ChildJvm;
import io.theriac.local.stack.ChildProcess;
import io.theriac.local.stack.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** {@code ./theriac trainer} as a process on the shared stack. */
final class TrainerProcess implements AutoCloseable {

  private final ChildProcess process;
  private final URI metrics;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private TrainerProcess(ChildProcess process, int port) {
    this.process = process;
    this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  /**
   * Starts it.
   *
   * @param home a directory of its own
   * @param models where it keeps models
   */
  static TrainerProcess start(Path home, Path models, String topicPrefix, String... options) {
    int port = Ports.free();
    ChildProcess process =
        ChildJvm.of("io.theriac.local.cli.TheriacCli")
            .name("trainer")
            .heap("512m")
            .jvmArgs("-XX:+UseSerialGC")
            .property("theriac.home", home)
            .property("logback.configurationFile", "logback.xml") // as it logs for its users
            .property("ai.djl.offline", true)
            .property("ai.djl.pytorch.num_threads", 1)
            .property("ai.djl.pytorch.num_interop_threads", 1)
            .args("trainer", "--topic-prefix", topicPrefix)
            .args("--bootstrap-servers", SharedStack.get().bootstrapServers())
            .args("--registry-url", SharedStack.get().registryUrl())
            .args("--models", models.toString())
            .args("--http-port", Integer.toString(port))
            .args(options)
            .log(home.resolve("trainer.out"))
            .start();
    return new TrainerProcess(process, port);
  }

  /** The sum of a metric over its labels; empty while it does not answer. */
  OptionalDouble metric(String name) {
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build(),
              BodyHandlers.ofString());
      return response
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .reduce(Double::sum);
    } catch (IOException e) {
      return OptionalDouble.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the trainer", e);
    }
  }

  boolean leads() {
    return metric("theriac_trainer_leading").orElse(0) == 1;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a crash would. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
