package io.theriac.streams.serving;

import io.theriac.model.Recommender;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.streams.metrics.AppMetrics;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the newest active release serves, and that the newest trial runs. A release whose
 * artifact is bad changes nothing: the model that serves goes on, and the artifact is tried again
 * after a while.
 */
public final class ModelUpdater {

  private static final Logger LOG = LoggerFactory.getLogger(ModelUpdater.class);

  private final ReleaseBook book;
  private final ReleaseLoader loader;
  private final ModelHolder holder;
  private final AppMetrics metrics;
  private final TrialUpdater trials;
  private final boolean withTrials;
  private volatile String trouble;
  private volatile String notFollowed;

  /**
   * @param withTrials whether candidates are tried; a replay tries none
   */
  public ModelUpdater(
      String modelName,
      ArtifactStore store,
      RecommenderLoader loader,
      int batchSize,
      boolean withTrials,
      ModelHolder holder,
      AppMetrics metrics,
      Clock clock) {
    this.book = new ReleaseBook(modelName);
    this.loader = new ReleaseLoader(store, loader, batchSize, clock);
    this.holder = holder;
    this.metrics = metrics;
    this.trials = new TrialUpdater(this.loader, holder, metrics);
    this.withTrials = withTrials;
  }

  /** Notes a decision; {@link #update} acts on it. */
  public void note(ModelRelease release) {
    book.note(release);
  }

  /** What an operator should know: why a release does not serve or is not tried. */
  public List<String> troubles() {
    return Stream.of(
            Optional.ofNullable(notFollowed), Optional.ofNullable(trouble), trials.trouble())
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Notes that releases are not followed for a defect, until {@link #update} goes through again.
   */
  void cannotFollow(Throwable defect) {
    metrics.modelLoadFailed();
    notFollowed = "Model releases cannot be followed (%s). %s".formatted(defect, whatServes());
  }

  /** Notes that the topic cannot be read, until {@link #update} goes through again. */
  void cannotRead(String reason) {
    notFollowed = "Model releases cannot be read now (%s). %s".formatted(reason, whatServes());
  }

  /** Loads what must serve and what is to be tried, unless they do and are already. */
  public void update() {
    updateActive();
    if (withTrials) {
      trials.update(book.trial());
    }
    metrics.watch().keepOnly(holder.versions());
    notFollowed = null;
  }

  /** Loads the newest active release that can be loaded, unless it serves already. */
  private void updateActive() {
    List<ModelRelease> active = book.active();
    if (active.isEmpty()) {
      withdraw();
      return;
    }
    String failure = null;
    for (ModelRelease release : active) {
      if (serves(release)) {
        break;
      }
      Optional<String> problem = tryToServe(release);
      if (problem.isEmpty()) {
        break;
      }
      failure = failure == null ? problem.get() : failure;
    }
    trouble = failure;
  }

  private void withdraw() {
    trouble = null;
    holder
        .identity()
        .ifPresent(
            model -> {
              LOG.warn(
                  "No release of model {} is active any more: version {} stops serving and visits"
                      + " wait.",
                  model.name(),
                  model.version());
              holder.clear();
              metrics.noModelServes();
            });
  }

  private boolean serves(ModelRelease release) {
    return holder.identity().filter(model -> ReleaseLoader.isThat(model, release)).isPresent();
  }

  private Optional<String> tryToServe(ModelRelease release) {
    if (loader.isResting(release)) {
      return Optional.ofNullable(trouble);
    }
    try {
      serve(loader.load(release));
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError e) {
      metrics.modelLoadFailed();
      String sentence =
          "Version %s of model %s cannot serve: %s %s"
              .formatted(
                  release.getVersion(), release.getModelName(), e.getMessage(), whatServes());
      LOG.error(sentence, e);
      return Optional.of(sentence);
    }
  }

  private void serve(Recommender recommender) {
    holder.swap(recommender);
    metrics.modelServes(recommender.identity());
    LOG.info(
        "Version {} of model {} serves.",
        recommender.identity().version(),
        recommender.identity().name());
  }

  private String whatServes() {
    return holder
        .identity()
        .map(model -> "Version %s goes on serving.".formatted(model.version()))
        .orElse("No model serves; visits wait.");
  }
}
