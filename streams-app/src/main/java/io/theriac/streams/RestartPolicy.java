package io.theriac.streams;

import io.theriac.schemas.registry.RegistryUnavailableException;
import io.theriac.state.UnreadableRowException;
import io.theriac.streams.metrics.AppMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TopologyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when a processing thread dies. Its transaction was aborted, so a new thread begins
 * again at the last commit: after a pause that doubles with each failure. Errors that no restart
 * can mend stop the application.
 */
final class RestartPolicy implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RestartPolicy.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

  private static final Set<Class<? extends Throwable>> FATAL =
      Set.of(
          Error.class,
          MissingSourceTopicException.class,
          TopologyException.class,
          UnreadableRowException.class,
          ConfigException.class,
          AuthenticationException.class,
          AuthorizationException.class,
          UnsupportedVersionException.class);

  private final AppMetrics metrics;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Duration pause = FIRST_PAUSE;
  private Instant lastFailure = Instant.EPOCH;
  private String trouble;
  private String fatal;

  RestartPolicy(AppMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Throwable root = decisive(failure);
    if (isFatal(root)) {
      LOG.error("The application stops: {}", describe(root), failure);
      noteFatal(describe(root));
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration wait = nextPause(describe(root));
    LOG.warn(
        "A processing thread stopped ({}); another begins at the last commit in {} ms.",
        describe(root),
        wait.toMillis(),
        failure);
    metrics.threadReplaced();
    pauseFor(wait);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Why threads stopped lately, while that is not forgiven. */
  synchronized Optional<String> trouble() {
    boolean recent = clock.instant().isBefore(lastFailure.plus(LONGEST_PAUSE));
    return recent ? Optional.ofNullable(trouble) : Optional.empty();
  }

  /** Why the application stopped for good. */
  synchronized Optional<String> fatal() {
    return Optional.ofNullable(fatal);
  }

  /** Ends pauses, so that closing does not wait for them. */
  void stop() {
    stopped.countDown();
  }

  private synchronized void noteFatal(String sentence) {
    fatal = sentence;
  }

  private synchronized Duration nextPause(String sentence) {
    Instant now = clock.instant();
    if (now.isAfter(lastFailure.plus(FORGIVEN_AFTER))) {
      pause = FIRST_PAUSE;
    }
    Duration wait = pause;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    lastFailure = now;
    trouble = sentence;
    return wait;
  }

  private void pauseFor(Duration wait) {
    try {
      stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The cause that decides: a fatal one anywhere in the chain, else the registry's, else the root.
   */
  private static Throwable decisive(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isFatal(cause) || cause instanceof RegistryUnavailableException) {
        return cause;
      }
      root = cause;
    }
    return root;
  }

  private static boolean isFatal(Throwable cause) {
    return FATAL.stream().anyMatch(type -> type.isInstance(cause));
  }

  private static String describe(Throwable cause) {
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
