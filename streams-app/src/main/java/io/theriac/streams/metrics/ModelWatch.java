package io.theriac.streams.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.theriac.model.Recommender;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches how models do on final visits, whose medications are known: whether what they recommend
 * is what was given, and whether patients and scores still look as they did in training. One line
 * of metrics a version and role; those of versions no longer in use are taken away.
 */
public final class ModelWatch {

  private final MeterRegistry registry;
  private final Map<Watched, WatchedModel> models = new ConcurrentHashMap<>();

  /** A model in a role. */
  record Watched(String version, ModelRole role) {}

  ModelWatch(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A model scored a visit whose coding has ended.
   *
   * @param visit with the medications given
   */
  public void finalVisit(ModelRole role, Recommender model, ClosedVisit visit, VisitScores scores) {
    models
        .computeIfAbsent(
            new Watched(model.identity().version(), role),
            watched -> new WatchedModel(registry, watched, model.reference()))
        .saw(scores, model.profile(visit, scores));
  }

  /** Forgets all other versions. */
  public void keepOnly(Set<String> versions) {
    models
        .entrySet()
        .removeIf(
            entry -> {
              boolean old = !versions.contains(entry.getKey().version());
              if (old) {
                entry.getValue().remove();
              }
              return old;
            });
  }
}
