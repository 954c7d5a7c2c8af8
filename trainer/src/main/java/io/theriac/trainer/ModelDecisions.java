package io.theriac.trainer;

import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.TrustedContracts;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.Trial;
import io.theriac.schemas.avro.TrialMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person decides about the versions of a model, as records to publish together. Each is
 * decided later than all that stands. What cannot be done is an {@link IllegalArgumentException}
 * that says why and what can.
 */
public final class ModelDecisions {

  static {
    TrustedContracts.ensure();
  }

  private final String modelName;
  private final ReleaseBook book;
  private Instant next;

  public ModelDecisions(String modelName, ReleaseBook book, Clock clock) {
    this.modelName = modelName;
    this.book = book;
    this.next = ReleaseLog.nextDecision(book, clock);
  }

  /** Serve this version; its trial ends with it. */
  public List<ModelRelease> promote(String version, boolean pin, String reason) {
    ModelRelease chosen = acceptable(version);
    if (serves(version)) {
      throw new IllegalArgumentException(
          "Version %s serves already; './theriac models pin' pins it.".formatted(version));
    }
    return List.of(active(chosen, pin, reason));
  }

  /**
   * Take the serving version back, and serve another.
   *
   * @param to version; absent: the active one decided before it
   */
  public List<ModelRelease> rollback(Optional<String> to, boolean pin, String reason) {
    ModelRelease serving = serving();
    ModelRelease target =
        to.map(this::acceptable)
            .orElseGet(
                () ->
                    book.active().stream()
                        .skip(1)
                        .findFirst()
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "There is no active version before %s to go back to: name one with --to.%s"
                                        .formatted(serving.getVersion(), known()))));
    if (serves(target.getVersion())) {
      throw new IllegalArgumentException(
          "Version %s is the one that serves: name another with --to."
              .formatted(target.getVersion()));
    }
    ModelRelease back =
        decided(serving, ReleaseStatus.ROLLED_BACK, reason).setPinned(false).setTrial(null).build();
    return List.of(back, active(target, pin, reason));
  }

  /** Let no training replace the serving version, or let it again. */
  public List<ModelRelease> pin(boolean pinned, String reason) {
    ModelRelease serving = serving();
    if (serving.getPinned() == pinned) {
      throw new IllegalArgumentException(
          "Version %s is %s already."
              .formatted(serving.getVersion(), pinned ? "pinned" : "not pinned"));
    }
    return List.of(active(serving, pinned, reason));
  }

  /** Try a version on live visits; a trial of another version ends. */
  public List<ModelRelease> trial(String version, TrialMode mode, double share, String reason) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "The share is %s: use more than 0 and at most 1.".formatted(share));
    }
    ModelRelease chosen = acceptable(version);
    if (chosen.getStatus() == ReleaseStatus.ACTIVE) {
      throw new IllegalArgumentException(
          "Version %s is ACTIVE: only candidates are tried.".formatted(version));
    }
    List<ModelRelease> decisions = new ArrayList<>();
    for (ModelRelease other : onTrial()) {
      if (!other.getVersion().equals(version)) {
        decisions.add(candidate(other, null, "Version %s is tried now.".formatted(version)));
      }
    }
    decisions.add(candidate(chosen, new Trial(mode, share), reason));
    return decisions;
  }

  /** End the trial that runs; the version stays a candidate. */
  public List<ModelRelease> stopTrial(String reason) {
    List<ModelRelease> stopped =
        onTrial().stream().map(release -> candidate(release, null, reason)).toList();
    if (stopped.isEmpty()) {
      throw new IllegalArgumentException("No version of %s is on trial.".formatted(modelName));
    }
    return stopped;
  }

  /** The latest word on a version. */
  public ModelRelease known(String version) {
    return book.latest(version)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Model %s has no version '%s'.%s".formatted(modelName, version, known())));
  }

  /** The version that serves. */
  public ModelRelease serving() {
    return book.serving()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No version of model %s serves.%s".formatted(modelName, known())));
  }

  private String known() {
    return book.all().isEmpty()
        ? " It has none: './theriac train' makes one, --model-name names another model."
        : " The newest: "
            + book.all().stream()
                .limit(5)
                .map(release -> release.getVersion() + " (" + release.getStatus() + ")")
                .collect(Collectors.joining(", "))
            + "; './theriac models list' shows all.";
  }

  private ModelRelease acceptable(String version) {
    ModelRelease release = known(version);
    if (release.getStatus() == ReleaseStatus.REJECTED) {
      throw new IllegalArgumentException(
          "Version %s was rejected and is never served: './theriac models show %s' says why."
              .formatted(version, version));
    }
    return release;
  }

  private boolean serves(String version) {
    return book.serving().filter(release -> release.getVersion().equals(version)).isPresent();
  }

  private List<ModelRelease> onTrial() {
    return book.all().stream()
        .filter(release -> release.getStatus() == ReleaseStatus.CANDIDATE)
        .filter(release -> release.getTrial() != null)
        .toList();
  }

  private ModelRelease active(ModelRelease release, boolean pinned, String reason) {
    return decided(release, ReleaseStatus.ACTIVE, reason).setPinned(pinned).setTrial(null).build();
  }

  private ModelRelease candidate(ModelRelease release, Trial trial, String reason) {
    return decided(release, ReleaseStatus.CANDIDATE, reason)
        .setPinned(false)
        .setTrial(trial)
        .build();
  }

  private ModelRelease.Builder decided(ModelRelease release, ReleaseStatus status, String reason) {
    ModelRelease.Builder decision =
        ModelRelease.newBuilder(release).setStatus(status).setDecidedAt(next).setReason(reason);
    next = next.plusMillis(1);
    return decision;
  }
}
