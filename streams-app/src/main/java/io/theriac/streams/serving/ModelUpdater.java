package io.theriac.streams.serving;

import io.theriac.model.Recommender;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.streams.metrics.AppMetrics;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
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
    List<String> failures = new ArrayList<>();
    boolean served = false;
    for (int i = 0; i < active.size() && !served; i++) {
      ModelRelease release = active.get(i);
      Optional<Throwable> reason = serves(release) ? Optional.empty() : tryToServe(release);
      reason.ifPresent(why -> failures.add(sentence(release, why)));
      served = reason.isEmpty();
    }
    if (!served && !isServingOneOf(active)) {
      withdraw();
    }
    trouble = failures.isEmpty() ? null : failures.get(0) + " " + whatServes();
  }

  /**
   * Whether a version that was not taken back goes on, though what was decided of it later fails.
   */
  private boolean isServingOneOf(List<ModelRelease> active) {
    return holder
        .identity()
        .filter(
            model ->
                active.stream().anyMatch(release -> release.getVersion().equals(model.version())))
        .isPresent();
  }

  private void withdraw() {
    holder
        .identity()
        .ifPresent(
            model -> {
              LOG.warn(
                  "Version {} of model {} is active no longer: it stops serving.",
                  model.version(),
                  model.name());
              holder.clear();
              metrics.noModelServes();
            });
  }

  private boolean serves(ModelRelease release) {
    return holder.identity().filter(model -> ReleaseLoader.isThat(model, release)).isPresent();
  }

  /** Why it cannot serve; empty if it does now. */
  private Optional<Throwable> tryToServe(ModelRelease release) {
    Optional<Throwable> recent = loader.recentFailure(release);
    if (recent.isPresent()) {
      return recent;
    }
    try {
      serve(loader.load(release));
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError e) {
      metrics.modelLoadFailed();
      LOG.error(sentence(release, e), e);
      return Optional.of(e);
    }
  }

  private String sentence(ModelRelease release, Throwable reason) {
    return "Version %s of model %s cannot serve: %s"
        .formatted(release.getVersion(), release.getModelName(), reason.getMessage());
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
