package io.theriac.local.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition that can only be observed by asking. */
final class Waiting {

  private static final long POLL_MILLIS = 200;

  private Waiting() {}

  /**
   * Asks until it holds.
   *
   * @throws ChaosException if it does not within the limit
   */
  static void until(String what, Duration limit, BooleanSupplier holds) {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new ChaosException(
            "Waited in vain for %d s until %s: see the logs of the run."
                .formatted(limit.toSeconds(), what));
      }
      pause(POLL_MILLIS);
    }
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChaosException("Interrupted.");
    }
  }
}
