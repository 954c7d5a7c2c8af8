package io.theriac.local.chaos;

import io.theriac.local.demo.AppProcess;
import io.theriac.local.demo.Directories;
import io.theriac.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One instance of the application that is started, killed and started again on its own state. */
public final class Instance implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Map<String, String> settings;
  private final Path directory;
  private final int httpPort = Ports.free();
  private AppProcess process;

  /**
   * @param settings all but state directory and port
   * @param directory of its state and its logs
   */
  Instance(Map<String, String> settings, Path directory) {
    this.settings = new HashMap<>(settings);
    this.directory = directory;
    this.settings.put("state.dir", state().toString());
    this.settings.put("http.port", Integer.toString(httpPort));
  }

  /** Starts it and waits until it has its partitions and their state. */
  public void start() {
    process = AppProcess.start(settings, directory, httpPort);
    process.awaitReady(START_LIMIT);
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  /** Ends it cleanly: what is in memory is written to the state directory. */
  public void stop() {
    process.close();
  }

  /** Deletes its state, as if its disk had been replaced. */
  public void wipeState() {
    try {
      Directories.empty(state());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot wipe " + state(), e);
    }
  }

  /** The process that was started last. */
  public AppProcess process() {
    return process;
  }

  /** Where its state is. */
  public Path state() {
    return directory.resolve("state");
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
