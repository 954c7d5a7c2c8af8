package io.theriac.local.stack;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a local stack is started.
 *
 * @param directory where data, logs and the state file are kept
 * @param brokerPort the broker's port on 127.0.0.1; 0 picks a free one
 * @param registryPort the registry's port on 127.0.0.1; 0 picks a free one
 * @param detached whether broker and registry outlive this JVM
 * @param startLimit how long each of the two may take to answer
 */
public record StackOptions(
    Path directory, int brokerPort, int registryPort, boolean detached, Duration startLimit) {

  public static final int DEFAULT_BROKER_PORT = 9092;
  public static final int DEFAULT_REGISTRY_PORT = 8081;

  /** System property that names the project's root, set by the launcher. */
  public static final String HOME_PROPERTY = "theriac.home";

  public StackOptions {
    directory = directory.toAbsolutePath().normalize();
    checkPort("--broker-port", brokerPort);
    checkPort("--registry-port", registryPort);
    if (brokerPort == registryPort && brokerPort != 0) {
      throw new StackException(
          "--broker-port and --registry-port are both %d: give the registry another port."
              .formatted(brokerPort));
    }
    if (startLimit.isNegative() || startLimit.isZero()) {
      throw new StackException(
          "The start limit is %s: give a time above zero.".formatted(startLimit));
    }
  }

  /** Default ports, tied to this JVM, data in {@code .theriac/local} of the project. */
  public static StackOptions defaults() {
    return new StackOptions(
        defaultDirectory(),
        DEFAULT_BROKER_PORT,
        DEFAULT_REGISTRY_PORT,
        false,
        Duration.ofSeconds(120));
  }

  /** Free ports and the given directory: what a test wants. */
  public static StackOptions isolated(Path directory) {
    return defaults().directory(directory).brokerPort(0).registryPort(0);
  }

  public static Path defaultDirectory() {
    return Path.of(System.getProperty(HOME_PROPERTY, ""), ".theriac", "local").toAbsolutePath();
  }

  public StackOptions directory(Path value) {
    return new StackOptions(value, brokerPort, registryPort, detached, startLimit);
  }

  public StackOptions brokerPort(int value) {
    return new StackOptions(directory, value, registryPort, detached, startLimit);
  }

  public StackOptions registryPort(int value) {
    return new StackOptions(directory, brokerPort, value, detached, startLimit);
  }

  public StackOptions detached(boolean value) {
    return new StackOptions(directory, brokerPort, registryPort, value, startLimit);
  }

  public StackOptions startLimit(Duration value) {
    return new StackOptions(directory, brokerPort, registryPort, detached, value);
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new StackException(
          "%s is %d: give a port from 1 to 65535, or 0 for a free one.".formatted(option, port));
    }
  }
}
