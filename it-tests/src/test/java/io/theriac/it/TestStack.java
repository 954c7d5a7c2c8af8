package io.theriac.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/**
 * The broker and the schema registry that a test runs against.
 *
 * <p>{@code -Dtheriac.it.stack=embedded|containers|auto} chooses how they run; {@code auto}, the
 * default, takes containers where a Docker engine answers.
 */
interface TestStack extends AutoCloseable {
  String PROPERTY = "theriac.it.stack";

  /**
   * Starts broker and registry on free ports; an embedded stack keeps its data in the directory.
   */
  static TestStack start(Path directory) {
    String kind = System.getProperty(PROPERTY, "auto").toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "embedded" -> new EmbeddedTestStack(directory);
      case "containers" -> new ContainerTestStack();
      case "auto" -> dockerAnswers() ? new ContainerTestStack() : new EmbeddedTestStack(directory);
      default ->
          throw new IllegalArgumentException(
              "%s is %s: give embedded, containers or auto.".formatted(PROPERTY, kind));
    };
  }

  String bootstrapServers();

  /** The base URL of the registry's Confluent-compatible API. */
  String registryUrl();

  /** Ends the broker as a crash would. */
  void killBroker();

  /** Starts the broker again on the same address and data. */
  void restartBroker();

  /** Ends the registry as a crash would. */
  void killRegistry();

  /** Starts the registry again on the same address and data. */
  void restartRegistry();

  @Override
  void close();

  /**
   * Asks Docker only where there is something to ask: the search of its client is slow and loud.
   */
  private static boolean dockerAnswers() {
    boolean likely =
        System.getenv("DOCKER_HOST") != null
            || Stream.of(
                    Path.of("/var/run/docker.sock"),
                    Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"),
                    Path.of(String.valueOf(System.getenv("XDG_RUNTIME_DIR")), "docker.sock"))
                .anyMatch(Files::exists);
    return likely && DockerClientFactory.instance().isDockerAvailable();
  }
}
