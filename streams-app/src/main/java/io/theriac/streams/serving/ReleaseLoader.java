package io.theriac.streams.serving;

import io.theriac.model.ModelIdentity;
import io.theriac.model.Recommender;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.ModelRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Loads released models aside from those that serve: fetched, verified, tried on invented patients
 * and warm. What failed is tried again after a while.
 */
final class ReleaseLoader {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final ArtifactStore store;
  private final RecommenderLoader loader;
  private final SmokeTest smokeTest;
  private final Clock clock;
  private final Map<ModelRelease, Failure> failures = new HashMap<>();

  /** Why a release could not be loaded, and when it is tried again. */
  private record Failure(Throwable reason, Instant notBefore) {}

  ReleaseLoader(ArtifactStore store, RecommenderLoader loader, int batchSize, Clock clock) {
    this.store = store;
    this.loader = loader;
    this.smokeTest = new SmokeTest(batchSize);
    this.clock = clock;
  }

  /** Why it failed, if that was so recently that it is not tried again yet. */
  Optional<Throwable> recentFailure(ModelRelease release) {
    return Optional.ofNullable(failures.get(release))
        .filter(failure -> clock.instant().isBefore(failure.notBefore()))
        .map(Failure::reason);
  }

  /**
   * Loads a release.
   *
   * @return ready to serve; the caller closes it
   * @throws IOException if the artifact cannot be had or is not what the release names
   * @throws RuntimeException if it cannot be used
   */
  Recommender load(ModelRelease release) throws IOException {
    try {
      Recommender recommender = tryToLoad(release);
      failures.remove(release);
      return recommender;
    } catch (IOException | RuntimeException | Error e) {
      failures.put(release, new Failure(e, clock.instant().plus(RETRY_AFTER)));
      throw e;
    }
  }

  private Recommender tryToLoad(ModelRelease release) throws IOException {
    Path artifact = store.fetch(release.getArtifactUri(), release.getSha256());
    Recommender recommender = loader.load(artifact, release.getSha256());
    try {
      requireReleased(recommender.identity(), release);
      smokeTest.pass(recommender);
      return recommender;
    } catch (IOException | RuntimeException | Error e) {
      recommender.close();
      throw e;
    }
  }

  /** Whether this model is the released one. */
  static boolean isThat(ModelIdentity model, ModelRelease release) {
    return model.version().equals(release.getVersion())
        && agree(model.fingerprints(), release.getFingerprints());
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
}
