package io.theriac.local.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a system is broken.
 *
 * @param length how long the load flows and things are killed
 * @param seed of the events and of the kills
 * @param eventsPerSecond of the load
 * @param kinds what is killed
 * @param directory data, logs and the summary; emptied at the start
 */
public record ChaosOptions(
    Duration length, long seed, double eventsPerSecond, Set<Kill> kinds, Path directory) {

  /** Steady, and well below what two cores can do beside a broker that starts again. */
  public static final double STEADY_LOAD = 300;

  private static final int EXTRA_SECONDS = 120;

  public ChaosOptions {
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "--minutes is %s: give at least 1, so that something can be killed."
              .formatted(length.toSeconds() / 60.0));
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("--only names nothing: name at least one kind of kill.");
    }
    if (!(eventsPerSecond >= 1)) {
      throw new IllegalArgumentException(
          "--rate is %s: give at least 1 event a second.".formatted(eventsPerSecond));
    }
  }

  /** Kills of every kind. */
  public static Set<Kill> allKinds() {
    return EnumSet.allOf(Kill.class);
  }

  /** More events than flow in that time: kills that take longer are under load, too. */
  long mostEvents() {
    return Math.round(eventsPerSecond * (1.2 * length.toSeconds() + EXTRA_SECONDS));
  }
}
