package io.theriac.streams.serving;

import io.theriac.model.ModelIdentity;
import io.theriac.model.Recommender;
import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.streams.metrics.AppMetrics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the newest active release serves. A release whose artifact is bad changes
 * nothing: the model that serves goes on, and the artifact is tried again after a while.
 */
public final class ModelUpdater {

  private static final Logger LOG = LoggerFactory.getLogger(ModelUpdater.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final ReleaseBook book;
  private final RecommenderLoader loader;
  private final SmokeTest smokeTest;
  private final ModelHolder holder;
  private final AppMetrics metrics;
  private final Clock clock;
  private final Map<ModelRelease, Instant> notBefore = new HashMap<>();
  private volatile String trouble;

  public ModelUpdater(
      String modelName,
      RecommenderLoader loader,
      int batchSize,
      ModelHolder holder,
      AppMetrics metrics,
      Clock clock) {
    this.book = new ReleaseBook(modelName);
    this.loader = loader;
    this.smokeTest = new SmokeTest(batchSize);
    this.holder = holder;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Notes a decision; {@link #update} acts on it. */
  public void note(ModelRelease release) {
    book.note(release);
  }

  /** Why a newer release does not serve, if there is one that should. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /**
   * Notes that releases are not followed for a defect, until {@link #update} goes through again.
   */
  void cannotFollow(Throwable defect) {
    metrics.modelLoadFailed();
    trouble = "Model releases cannot be followed (%s). %s".formatted(defect, whatServes());
  }

  /** Loads the newest active release that can be loaded, unless it serves already. */
  public void update() {
    List<ModelRelease> candidates = book.active();
    if (candidates.isEmpty()) {
      withdraw();
      return;
    }
    String failure = null;
    for (ModelRelease release : candidates) {
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
    return holder
        .identity()
        .filter(model -> model.version().equals(release.getVersion()))
        .filter(model -> agree(model.fingerprints(), release.getFingerprints()))
        .isPresent();
  }

  private Optional<String> tryToServe(ModelRelease release) {
    Instant earliest = notBefore.getOrDefault(release, Instant.MIN);
    if (clock.instant().isBefore(earliest)) {
      return trouble();
    }
    try {
      serve(load(release));
      notBefore.clear();
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError e) {
      notBefore.put(release, clock.instant().plus(RETRY_AFTER));
      metrics.modelLoadFailed();
      String sentence =
          "Version %s of model %s cannot serve: %s %s"
              .formatted(
                  release.getVersion(), release.getModelName(), e.getMessage(), whatServes());
      LOG.error(sentence, e);
      return Optional.of(sentence);
    }
  }

  private Recommender load(ModelRelease release) throws IOException {
    Recommender recommender = loader.load(path(release.getArtifactUri()), release.getSha256());
    try {
      requireReleased(recommender.identity(), release);
      smokeTest.pass(recommender);
      return recommender;
    } catch (IOException | RuntimeException | Error e) {
      recommender.close();
      throw e;
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

  private static void requireReleased(ModelIdentity model, ModelRelease release)
      throws IOException {
    if (!model.name().equals(release.getModelName())
        || !model.version().equals(release.getVersion())) {
      throw new IOException(
          "the artifact holds version %s of model %s.".formatted(model.version(), model.name()));
    }
    if (!agree(model.fingerprints(), release.getFingerprints())) {
      throw new IOException("the artifact's fingerprints are not those of the release.");
    }
  }

  /** Schemas and interaction knowledge may have moved on since; these make the model what it is. */
  private static boolean agree(Fingerprints loaded, Fingerprints released) {
    return loaded.getModel().equals(released.getModel())
        && loaded.getVocabulary().equals(released.getVocabulary());
  }

  private static Path path(String artifactUri) throws IOException {
    try {
      URI uri = URI.create(artifactUri);
      if ("file".equals(uri.getScheme())) {
        return Path.of(uri);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("its artifact URI is not valid: write file:///path.", e);
    }
    throw new IOException("its artifact URI is not a file: URI, the only kind supported.");
  }

  private String whatServes() {
    return holder
        .identity()
        .map(model -> "Version %s goes on serving.".formatted(model.version()))
        .orElse("No model serves; visits wait.");
  }
}
