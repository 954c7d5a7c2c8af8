package io.theriac.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.model.drift.Feature;
import io.theriac.model.drift.Profile;
import io.theriac.model.drift.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The metrics of one model in one role. */
final class WatchedModel {

  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();
  private final DistributionSummary agreement;
  private final Counter accepted;
  private final Counter overridden;
  private final Counter missed;
  private final Optional<DriftWindow> drift;

  WatchedModel(MeterRegistry registry, ModelWatch.Watched watched, Optional<Reference> reference) {
    this.registry = registry;
    Tags tags = Tags.of("version", watched.version(), "role", watched.role().tag());
    agreement =
        kept(
            DistributionSummary.builder("theriac.agreement")
                .description("Jaccard of recommended and given medications at final visits")
                .tags(tags)
                .register(registry));
    accepted = outcome(tags, "accepted");
    overridden = outcome(tags, "overridden");
    missed = outcome(tags, "missed");
    drift = reference.map(DriftWindow::new);
    drift.ifPresent(
        window -> {
          for (Feature feature : Feature.values()) {
            kept(
                Gauge.builder("theriac.drift.psi", window, w -> w.stability(feature))
                    .description(
                        "Population stability index of the last final visits against training;"
                            + " NaN while they are few")
                    .tags(tags.and("of", feature.name().toLowerCase(Locale.ROOT)))
                    .register(registry));
          }
        });
  }

  /** Counts what was recommended and given; where neither was, there is nothing to agree on. */
  void saw(VisitScores scores, Optional<Profile> profile) {
    Set<String> recommended =
        scores.medications().stream()
            .filter(ScoredMedication::selected)
            .map(scored -> scored.medication().getCode())
            .collect(Collectors.toSet());
    Set<String> given =
        scores.given().stream().map(coding -> coding.getCode()).collect(Collectors.toSet());
    long both = recommended.stream().filter(given::contains).count();
    long either = recommended.size() + given.size() - both;
    if (either > 0) {
      agreement.record((double) both / either);
    }
    accepted.increment(both);
    overridden.increment(recommended.size() - both);
    missed.increment(given.size() - both);
    drift.ifPresent(window -> profile.ifPresent(window::add));
  }

  void remove() {
    meters.forEach(registry::remove);
  }

  private Counter outcome(Tags tags, String outcome) {
    return kept(
        Counter.builder("theriac.final.medications")
            .description(
                "Medications of final visits: recommended and given, recommended only, given only")
            .tags(tags.and("outcome", outcome))
            .register(registry));
  }

  private <M extends Meter> M kept(M meter) {
    meters.add(meter);
    return meter;
  }
}
