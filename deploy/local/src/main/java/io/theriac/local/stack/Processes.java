package io.theriac.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes, our children or not, and tells the living from the dead. */
final class Processes {
  private static final Duration POLL = Duration.ofMillis(50);

  private Processes() {}

  /** Asks the process to end, waits up to the limit, then forces it. */
  static void stop(ProcessHandle process, Duration limit) {
    process.destroy();
    if (!awaitEnd(process, limit)) {
      process.destroyForcibly();
      awaitEnd(process, limit);
    }
  }

  /** Whether the process ended within the limit. */
  static boolean awaitEnd(ProcessHandle process, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    CompletableFuture<ProcessHandle> exit = process.onExit();
    while (isAlive(process)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        exit.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillThere) {
        continue;
      } catch (ExecutionException unwatchable) {
        throw new IllegalStateException(unwatchable);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new StackException("Interrupted while waiting for a process to end.", stop);
      }
    }
    return true;
  }

  /**
   * Whether the process runs. An ended process that nobody reaped, as happens in containers without
   * an init, still has a process id on Linux and is not alive.
   */
  static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException noSuchFile) {
      return false;
    }
  }
}
