package io.theriac.local.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the figures of a run into its summary. */
record Results(
    ChaosOptions options,
    Map<Kill, Integer> kills,
    CheckedRun run,
    List<Fault> faults,
    OutputGaps gaps,
    int unplannedStops,
    StateCost cost) {

  private static final int SHOWN_FAULTS = 20;

  ChaosSummary summary() {
    return new ChaosSummary(
        options.length().toSeconds() / 60.0,
        options.seed(),
        named(kills),
        run.load().events() + run.load().unreadable().size(),
        run.load().unreadable().size(),
        run.outputs().finalVisits(),
        run.outputs().recommendations().size(),
        run.outputs().alerts().size(),
        run.outputs().deadLetters().size(),
        count(Fault.Kind.LOST),
        count(Fault.Kind.DOUBLED),
        count(Fault.Kind.OUT_OF_ORDER),
        gapSeconds().values().stream().max(Double::compare).orElse(0.0),
        gapSeconds(),
        unplannedStops,
        cost,
        faults.stream().limit(SHOWN_FAULTS).map(f -> f.kind() + ": " + f.what()).toList());
  }

  private long count(Fault.Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).count();
  }

  private static <T> Map<String, T> named(Map<Kill, T> byKill) {
    Map<String, T> named = new LinkedHashMap<>();
    new EnumMap<>(byKill).forEach((kill, value) -> named.put(kill.key(), value));
    return named;
  }

  private Map<String, Double> gapSeconds() {
    Map<Kill, Double> seconds = new EnumMap<>(Kill.class);
    gaps.longestByKill().forEach((kill, gap) -> seconds.put(kill, seconds(gap)));
    return named(seconds);
  }

  private static double seconds(Duration duration) {
    return Math.round(duration.toMillis() / 100.0) / 10.0;
  }
}
