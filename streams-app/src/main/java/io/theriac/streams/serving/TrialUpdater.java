package io.theriac.streams.serving;

import io.theriac.model.Recommender;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.streams.metrics.AppMetrics;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the candidate that was decided last is tried; whatever happens, nothing else. */
final class TrialUpdater {

  private static final Logger LOG = LoggerFactory.getLogger(TrialUpdater.class);

  private final ReleaseLoader loader;
  private final ModelHolder holder;
  private final AppMetrics metrics;
  private volatile String trouble;

  TrialUpdater(ReleaseLoader loader, ModelHolder holder, AppMetrics metrics) {
    this.loader = loader;
    this.holder = holder;
    this.metrics = metrics;
  }

  /** Why a candidate is not tried that should be. */
  Optional<String> trouble() {
    return holder
        .trial()
        .filter(CandidateOnTrial::isSuspended)
        .map(
            trial ->
                "Version %s failed %d times in a row and is no longer tried on this instance; decide its trial anew to try it again."
                    .formatted(trial.terms().version(), CandidateOnTrial.TOLERATED))
        .or(() -> Optional.ofNullable(trouble));
  }

  /** Tries the candidate, if there is one and it is not tried already. */
  void update(Optional<ModelRelease> candidate) {
    if (candidate.isEmpty()) {
      trouble = null;
      end();
      return;
    }
    ModelRelease release = candidate.get();
    if (!isTried(release)) {
      end();
    }
    try {
      follow(release, TrialTerms.of(release));
    } catch (IllegalArgumentException e) {
      end();
      failed(release, e);
    }
  }

  private void follow(ModelRelease release, TrialTerms terms) {
    if (isTried(release)) {
      CandidateOnTrial trial = holder.trial().orElseThrow();
      if (!trial.terms().equals(terms)) {
        start(trial.recommender(), terms);
      }
      return;
    }
    if (loader.recentFailure(release).isPresent()) {
      return;
    }
    try {
      start(loader.load(release), terms);
    } catch (IOException | RuntimeException | LinkageError e) {
      metrics.modelLoadFailed();
      failed(release, e);
    }
  }

  private boolean isTried(ModelRelease release) {
    return holder
        .trial()
        .filter(trial -> ReleaseLoader.isThat(trial.recommender().identity(), release))
        .isPresent();
  }

  private void start(Recommender candidate, TrialTerms terms) {
    trouble = null;
    holder.tryOut(candidate, terms);
    metrics.trials().runs(terms.version(), terms.mode(), terms.share());
    LOG.info(
        "Version {} is on trial: {}, {} of the patients.",
        terms.version(),
        terms.mode(),
        terms.share());
  }

  private void end() {
    holder
        .trial()
        .ifPresent(
            trial -> {
              LOG.info("The trial of version {} has ended.", trial.terms().version());
              holder.endTrial();
              metrics.trials().none();
            });
  }

  private void failed(ModelRelease release, Throwable reason) {
    String sentence =
        "Version %s of model %s cannot be tried: %s"
            .formatted(release.getVersion(), release.getModelName(), reason.getMessage());
    if (!sentence.equals(trouble)) {
      LOG.error(sentence, reason);
    }
    trouble = sentence;
  }
}
