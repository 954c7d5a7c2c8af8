package io.theriac.local.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One process of a stack as the state file remembers it.
 *
 * @param pid its process id
 * @param startedAt when the system says that it started, to tell it from a later process that was
 *     given the same id; {@link Instant#EPOCH} where the system does not say
 * @param port its port on 127.0.0.1
 */
public record StackMember(long pid, Instant startedAt, int port) {
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  static StackMember of(ChildProcess child, int port) {
    Instant started = child.handle().info().startInstant().orElse(Instant.EPOCH);
    return new StackMember(child.pid(), started, port);
  }

  /** The living process, empty when it ended or its id now belongs to another. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(Processes::isAlive).filter(this::startedTogether);
  }

  public boolean isAlive() {
    return process().isPresent();
  }

  private boolean startedTogether(ProcessHandle handle) {
    Instant started = handle.info().startInstant().orElse(Instant.EPOCH);
    return startedAt.equals(Instant.EPOCH)
        || Duration.between(startedAt, started).abs().compareTo(CLOCK_SLACK) <= 0;
  }
}
