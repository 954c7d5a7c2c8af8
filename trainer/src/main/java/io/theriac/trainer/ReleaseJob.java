package io.theriac.trainer;

import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.JudgedArtifact;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.release.GateVerdict;
import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.gate.AcceptanceGate;
import io.theriac.trainer.gate.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training from closed visits to a release: train, judge, keep the artifact, publish. Nothing
 * is seen of it before the release is published, and that happens whole or not at all.
 */
public final class ReleaseJob {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseJob.class);

  private final Trainer trainer;
  private final AcceptanceGate gate;
  private final ArtifactStore artifacts;
  private final ReleaseLog log;
  private final Path work;

  /**
   * What came of a job; a rejected artifact is kept, too.
   *
   * @param seed of the model
   */
  public record Result(ModelRelease release, ModelReport report, int seed) {}

  /**
   * A job; the caller closes store and log.
   *
   * @param artifacts where artifacts are kept
   * @param work directory for drafts, which are deleted
   */
  public ReleaseJob(
      Trainer trainer, AcceptanceGate gate, ArtifactStore artifacts, ReleaseLog log, Path work) {
    this.trainer = trainer;
    this.gate = gate;
    this.artifacts = artifacts;
    this.log = log;
    this.work = work;
  }

  /**
   * A job whose work directory nobody else uses: what a crash left there is deleted.
   *
   * @param work directory for drafts
   */
  public static ReleaseJob alone(
      Trainer trainer, AcceptanceGate gate, ArtifactStore artifacts, ReleaseLog log, Path work) {
    Drafts.clear(work);
    return new ReleaseJob(trainer, gate, artifacts, log, work);
  }

  /**
   * Runs the job once.
   *
   * @throws UntrainableException if there is nothing to learn from
   * @throws ArtifactException if artifacts cannot be written, or the active model, which the new
   *     one must be compared with, cannot be read; both are seen to before training
   */
  public Result run(
      Collection<ClosedVisit> visits, TrainerOptions options, TrainerListener listener) {
    ModelArtifact.requireWritable(work);
    Optional<Path> active = log.book(options.modelName()).serving().map(this::fetch);
    try (TrainedModel model = trainer.train(visits, begun(options, active), listener);
        Drafts drafts = Drafts.in(work)) {
      Path draft = drafts.path("draft");
      String draftSha256 = model.write(draft);
      GateVerdict verdict;
      ReleaseBook book;
      Optional<ModelRelease> serving;
      try (Contender candidate = gate.load(draft, draftSha256)) {
        do {
          serving = log.book(model.name()).serving();
          verdict = decide(candidate, model.report(), serving, visits);
          book = log.book(model.name());
        } while (!serving.equals(book.serving()));
      }
      Path judged = drafts.path(model.version());
      String sha256 = JudgedArtifact.write(draft, judged, verdict);
      String uri = put(judged, model.version());
      ModelRelease judgedRelease =
          ReleaseRecord.of(model, verdict, uri, sha256, ModelArtifact.identity(judged, sha256))
              .setParents(serving.map(parent -> List.of(parent.getVersion())).orElse(List.of()))
              .setDecidedAt(ReleaseLog.nextDecision(book, Clock.systemUTC()))
              .build();
      ModelRelease release = unlessDecidedMeanwhile(judgedRelease, serving);
      log.publish(List.of(release));
      LOG.info(
          "Model {} {} is {}: {}",
          release.getModelName(),
          release.getVersion(),
          release.getStatus(),
          release.getReason());
      return new Result(release, model.report(), model.seed());
    }
  }

  /** A person's decision, made while the artifact was being kept, is not overruled. */
  private ModelRelease unlessDecidedMeanwhile(
      ModelRelease release, Optional<ModelRelease> serving) {
    ReleaseBook book = log.book(release.getModelName());
    if (release.getStatus() != ReleaseStatus.ACTIVE || book.serving().equals(serving)) {
      return release;
    }
    return ModelRelease.newBuilder(release)
        .setStatus(ReleaseStatus.CANDIDATE)
        .setDecidedAt(ReleaseLog.nextDecision(book, Clock.systemUTC()))
        .setReason(
            "Accepted, but another decision was made while it was being kept: promote it by hand. "
                + release.getReason())
        .build();
  }

  private static TrainerOptions begun(TrainerOptions options, Optional<Path> active) {
    Beginning beginning = options.beginning();
    return beginning.fromActive() && active.isPresent()
        ? options.withBeginning(beginning.withArtifact(active.get()))
        : options;
  }

  private GateVerdict decide(
      Contender candidate,
      ModelReport report,
      Optional<ModelRelease> serving,
      Collection<ClosedVisit> visits) {
    if (serving.isEmpty()) {
      return gate.decide(candidate, report, Optional.empty(), false, visits);
    }
    try (Contender active = gate.load(fetch(serving.get()), serving.get().getSha256())) {
      return gate.decide(candidate, report, Optional.of(active), serving.get().getPinned(), visits);
    }
  }

  private Path fetch(ModelRelease active) {
    try {
      return artifacts.fetch(active.getArtifactUri(), active.getSha256());
    } catch (IOException | ArtifactException e) {
      throw new ArtifactException(
          "Version %s is active, but cannot be read to compare with (%s) Put its artifact back, or go to another version: './theriac models rollback'."
              .formatted(active.getVersion(), e.getMessage()),
          e);
    }
  }

  private String put(Path artifact, String version) {
    try {
      return artifacts.put(artifact, version);
    } catch (IOException e) {
      throw new ArtifactException(
          "Version %s cannot be kept: %s".formatted(version, e.getMessage()), e);
    }
  }
}
