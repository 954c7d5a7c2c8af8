package io.theriac.streams.backtest;

import io.theriac.streams.AppConfig;
import io.theriac.streams.config.Setting;
import io.theriac.streams.config.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a backtest is asked for.
 *
 * @param from event time from which on visits are scored and alerts published
 * @param to event time of the end, exclusive
 * @param models versions that were released, or directories of artifacts; none: the active version
 * @param out directory for the report and the output; made where it is missing
 * @param name of the run: part of its application id and of its output topics
 * @param threads that work side by side; the output is the same for any number
 * @param topics whether the output is published to topics of the run's own, too
 * @param snapshots where states at the beginning of ranges are kept for other runs; empty: nowhere
 * @param cohort the visits that the report is about
 * @param seed of the bootstrap
 */
public record BacktestOptions(
    Instant from,
    Instant to,
    List<String> models,
    Path out,
    String name,
    int threads,
    boolean topics,
    Optional<Path> snapshots,
    CohortFilter cohort,
    long seed) {

  /** What the output depends on, beside the code maps and the interaction knowledge. */
  public static final List<Setting<?>> DECISIVE =
      List.of(
          AppConfig.BATCH_MAX_VISITS,
          AppConfig.HISTORY_MAX_VISITS,
          AppConfig.CODING_GRACE_HOURS,
          AppConfig.REVISION_DELAY_MINUTES,
          AppConfig.ABANDONED_AFTER_DAYS,
          AppConfig.CLOCK_MAX_LEAD_HOURS,
          AppConfig.DDI_MINIMUM_SEVERITY,
          AppConfig.OUTPUT_MAX_BYTES,
          AppConfig.DEAD_LETTER_MAX_BYTES);

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,80}");

  public BacktestOptions {
    models = List.copyOf(models);
    if (!from.isBefore(to)) {
      throw new UserError("--from %s is not before --to %s: swap them.".formatted(from, to));
    }
    if (!NAME.matcher(name).matches()) {
      throw new UserError(
          "--name '%s' cannot be part of a topic name: use up to 80 letters, digits, '.', '_' and '-'."
              .formatted(name));
    }
    if (threads < 1) {
      throw new UserError("--threads is %d: give 1 or more.".formatted(threads));
    }
  }
}
