package io.theriac.model.release;

import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.TrialMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was decided about the versions of one model. The word on a version that was decided last
 * holds, in whatever order the records come; of two decided at the same millisecond the later
 * record. Not safe for use by several threads.
 */
public final class ReleaseBook {

  private static final Comparator<ModelRelease> NEWEST_FIRST =
      Comparator.comparing(ModelRelease::getDecidedAt)
          .thenComparing(ModelRelease::getVersion)
          .reversed();

  private final String modelName;
  private final Map<String, ModelRelease> byVersion = new HashMap<>();

  public ReleaseBook(String modelName) {
    this.modelName = modelName;
  }

  /**
   * Notes a decision.
   *
   * @return whether it is news: it concerns this model, and nothing decided later is known of its
   *     version
   */
  public boolean note(ModelRelease release) {
    if (!modelName.equals(release.getModelName())) {
      return false;
    }
    ModelRelease noted = byVersion.get(release.getVersion());
    if (noted != null && noted.getDecidedAt().isAfter(release.getDecidedAt())) {
      return false;
    }
    byVersion.put(release.getVersion(), release);
    return !release.equals(noted);
  }

  /**
   * The active releases, the one decided last first: that one is to serve, the others are what to
   * fall back on.
   */
  public List<ModelRelease> active() {
    return newestFirst(release -> release.getStatus() == ReleaseStatus.ACTIVE);
  }

  /** The version to serve, if any is active. */
  public Optional<ModelRelease> serving() {
    return active().stream().findFirst();
  }

  /** The candidate on trial: of all candidates that have a trial, the one decided last. */
  public Optional<ModelRelease> trial() {
    return newestFirst(
            release ->
                release.getStatus() == ReleaseStatus.CANDIDATE
                    && release.getTrial() != null
                    && release.getTrial().getMode() != TrialMode.UNKNOWN)
        .stream()
        .findFirst();
  }

  /** The latest word on a version. */
  public Optional<ModelRelease> latest(String version) {
    return Optional.ofNullable(byVersion.get(version));
  }

  /** The latest word on every version, the one decided last first. */
  public List<ModelRelease> all() {
    return newestFirst(release -> true);
  }

  private List<ModelRelease> newestFirst(Predicate<ModelRelease> which) {
    return byVersion.values().stream().filter(which).sorted(NEWEST_FIRST).toList();
  }
}
