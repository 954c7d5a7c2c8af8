package io.theriac.local.stack;

import io.theriac.streams.files.DirectoryLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A Kafka broker and a schema registry as child processes on the loopback address.
 *
 * <p>A stack that is not detached ends with this JVM, however that ends. Data stay in the directory
 * and are there again after the next start.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final StackOptions options;
  private final StackDirectory directory;
  private final int brokerPort;
  private final int registryPort;
  private final Thread closeOnExit = new Thread(this::end, "stop-local-stack");
  private final DirectoryLock lock;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile ChildProcess broker;
  private volatile ChildProcess registry;

  private LocalStack(StackOptions options, StackDirectory directory, DirectoryLock lock) {
    this.options = options;
    this.directory = directory;
    this.lock = lock;
    this.brokerPort = Ports.resolve(options.brokerPort(), "broker", "--broker-port");
    this.registryPort = Ports.resolve(options.registryPort(), "schema registry", "--registry-port");
  }

  /**
   * Starts both and returns when both answer.
   *
   * @throws StackException when a port is taken, a stack already runs in the directory, or one of
   *     the two does not come up; nothing is left running then
   */
  public static LocalStack start(StackOptions options) {
    StackDirectory directory = new StackDirectory(options.directory());
    directory.prepare();
    DirectoryLock lock = directory.lock();
    try {
      refuseIfRunning(directory);
      LocalStack stack = new LocalStack(options, directory, lock);
      stack.startBoth();
      return stack;
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  /** The stack that was started in the directory, by whichever process; empty when none was. */
  public static Optional<StackStatus> status(Path directory) {
    return new StackDirectory(directory).read().filter(StackStatus::isAnyRunning);
  }

  /** Stops the stack of the directory, by whichever process it was started; false when none ran. */
  public static boolean stop(Path path) {
    StackDirectory directory = new StackDirectory(path);
    Optional<StackStatus> found = directory.read();
    boolean ran = found.map(StackStatus::isAnyRunning).orElse(false);
    found.ifPresent(LocalStack::stopMembers);
    directory.forget();
    return ran;
  }

  public String bootstrapServers() {
    return Broker.address(brokerPort);
  }

  /** The registry's Confluent-compatible base URL. */
  public String registryUrl() {
    return Registry.url(registryPort);
  }

  public Path directory() {
    return directory.path();
  }

  public StackStatus status() {
    return new StackStatus(
        directory(), StackMember.of(broker, brokerPort), StackMember.of(registry, registryPort));
  }

  /** Ends the broker as a crash would. */
  public synchronized void killBroker() {
    broker.kill();
  }

  /** Stops the broker if it runs, and starts it again on the same port and data. */
  public synchronized void restartBroker() {
    broker.stop();
    broker = Broker.launch(directory(), brokerPort, options.detached());
    remember();
    broker.awaitReady(() -> Broker.isReady(brokerPort), options.startLimit());
  }

  /** Ends the registry as a crash would. */
  public synchronized void killRegistry() {
    registry.kill();
  }

  /** Stops the registry if it runs, and starts it again on the same port and data. */
  public synchronized void restartRegistry() {
    registry.stop();
    registry = Registry.launch(directory(), registryPort, options.detached());
    remember();
    registry.awaitReady(() -> Registry.isReady(registryPort), options.startLimit());
  }

  /** Stops both, also when detached. */
  @Override
  public void close() {
    if (!options.detached()) {
      try {
        Runtime.getRuntime().removeShutdownHook(closeOnExit);
      } catch (IllegalStateException exiting) {
        // The hook itself does the work.
      }
    }
    end();
  }

  private synchronized void startBoth() {
    if (!options.detached()) {
      Runtime.getRuntime().addShutdownHook(closeOnExit);
    }
    try {
      registry = Registry.launch(directory(), registryPort, options.detached());
      broker = Broker.launch(directory(), brokerPort, options.detached());
      remember();
      broker.awaitReady(() -> Broker.isReady(brokerPort), options.startLimit());
      registry.awaitReady(() -> Registry.isReady(registryPort), options.startLimit());
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
    if (options.detached()) {
      lock.close();
    }
  }

  private void remember() {
    directory.write(StackMember.of(broker, brokerPort), StackMember.of(registry, registryPort));
  }

  /** Takes no monitor: it must not wait for a start that is under way when the JVM is ended. */
  private void end() {
    if (ended.getAndSet(true)) {
      return;
    }
    List<ChildProcess> children =
        Stream.of(Optional.ofNullable(registry), Optional.ofNullable(broker))
            .flatMap(Optional::stream)
            .toList();
    children.stream().map(ChildProcess::handle).forEach(ProcessHandle::destroy);
    children.forEach(ChildProcess::stop);
    directory.forget();
    lock.close();
  }

  private static void refuseIfRunning(StackDirectory directory) {
    Optional<StackStatus> found = directory.read();
    if (found.map(StackStatus::isRunning).orElse(false)) {
      throw new StackException(
          "A stack already runs in %s (broker %s): use it, or stop it with 'theriac stack down'."
              .formatted(directory.path(), found.get().bootstrapServers()));
    }
    // What a crash left half running would hold the data files.
    found.ifPresent(LocalStack::stopMembers);
    directory.forget();
  }

  private static void stopMembers(StackStatus status) {
    var processes =
        Stream.of(status.broker(), status.registry())
            .map(StackMember::process)
            .flatMap(Optional::stream)
            .toList();
    processes.forEach(ProcessHandle::destroy);
    processes.forEach(process -> Processes.stop(process, STOP_LIMIT));
  }
}
