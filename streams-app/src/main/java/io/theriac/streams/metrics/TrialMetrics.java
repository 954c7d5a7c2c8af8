package io.theriac.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.theriac.schemas.avro.TrialMode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is counted of candidates on trial. */
public final class TrialMetrics {

  private final MultiGauge info;
  private final Timer scoring;
  private final Counter failures;
  private final Map<TrialMode, Counter> recommendations = new EnumMap<>(TrialMode.class);

  TrialMetrics(MeterRegistry registry) {
    info =
        MultiGauge.builder("theriac.trial.share")
            .description("Share of the patients that the candidate on trial scores")
            .register(registry);
    scoring =
        Timer.builder("theriac.trial.scoring")
            .description("One micro-batch in the candidate on trial")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    failures = registry.counter("theriac.trial.failures");
    for (TrialMode mode : List.of(TrialMode.SHADOW, TrialMode.CANARY)) {
      recommendations.put(
          mode, registry.counter("theriac.trial.recommendations", "mode", lower(mode)));
    }
  }

  /** A trial runs. */
  public void runs(String version, TrialMode mode, double share) {
    info.register(
        List.of(MultiGauge.Row.of(Tags.of("version", version, "mode", lower(mode)), share)), true);
  }

  /** No trial runs. */
  public void none() {
    info.register(List.of(), true);
  }

  public void scored(Duration duration) {
    scoring.record(duration);
  }

  /** The candidate failed on a visit, or took too long for a batch. */
  public void failed() {
    failures.increment();
  }

  /** The candidate made a recommendation. */
  public void recommended(TrialMode mode) {
    recommendations.get(mode).increment();
  }

  private static String lower(TrialMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
