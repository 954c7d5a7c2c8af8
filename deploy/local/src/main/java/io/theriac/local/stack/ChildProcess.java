package io.theriac.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A child process that was started: wait for it, stop it, or kill it. */
public final class ChildProcess implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int TAIL_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;

  ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public Path log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The exit code, empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Waits until the child is ready.
   *
   * @throws StackException with the end of the log, when it exits before or takes too long
   */
  public ChildProcess awaitReady(BooleanSupplier ready, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (waitFor(POLL)) {
        throw failed("The %s stopped with exit code %d.".formatted(name, process.exitValue()));
      }
      if (System.nanoTime() > deadline) {
        throw failed("The %s did not answer within %d seconds.".formatted(name, limit.toSeconds()));
      }
    }
    return this;
  }

  /** Waits until it has exited; false when it still runs after the limit. */
  public boolean waitFor(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while waiting for the %s.".formatted(name), stop);
    }
  }

  /** Asks it to end, waits, and forces it after a while. */
  public void stop() {
    process.destroy();
    if (!waitFor(STOP_LIMIT)) {
      kill();
    }
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    waitFor(STOP_LIMIT);
  }

  @Override
  public void close() {
    stop();
  }

  /** The last lines of its output. */
  public List<String> tail(int lines) {
    try {
      List<String> all =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private StackException failed(String sentence) {
    List<String> tail = tail(TAIL_LINES);
    String end = tail.isEmpty() ? "" : "\n  " + String.join("\n  ", tail);
    return new StackException("%s Its log is %s.%s".formatted(sentence, log, end));
  }
}
