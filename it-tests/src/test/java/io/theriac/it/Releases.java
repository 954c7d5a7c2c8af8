package io.theriac.it;

import io.theriac.local.demo.SmallModel;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.Trial;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.trainer.ReleasePublisher;
import io.theriac.trainer.TrainerOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Decides about models, one decision after the other. */
final class Releases {

  private final Topics topics;
  private Instant last = Instant.EPOCH;

  Releases(Topics topics) {
    this.topics = topics;
  }

  /** A decision of now about a model at a place; publish it, whole or spoilt. */
  ModelRelease.Builder decide(SmallModel model, ReleaseStatus status, String artifactUri) {
    return ModelRelease.newBuilder()
        .setModelName(TrainerOptions.DEFAULT_MODEL_NAME)
        .setVersion(model.version())
        .setStatus(status)
        .setArtifactUri(artifactUri)
        .setSha256(model.sha256())
        .setFingerprints(ModelArtifact.identity(model.directory(), model.sha256()).fingerprints())
        .setTrainedAt(Instant.EPOCH)
        .setDecidedAt(next())
        .setReason("For the test.");
  }

  ModelRelease publish(ModelRelease.Builder decision) {
    ModelRelease release = decision.build();
    try (ReleasePublisher publisher =
        new ReleasePublisher(topics.modelReleases(), SharedStack.clients())) {
      publisher.publish(release);
    }
    return release;
  }

  ModelRelease tryOut(SmallModel model, String artifactUri, TrialMode mode, double share) {
    return publish(
        decide(model, ReleaseStatus.CANDIDATE, artifactUri).setTrial(new Trial(mode, share)));
  }

  private Instant next() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return last;
  }
}
