package io.theriac.local.demo;

import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.ReleasePublisher;
import io.theriac.trainer.TrainedModel;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerListener;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.loop.TrainingOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A real model, trained for a moment only: good enough to serve.
 *
 * @param directory of its artifact
 * @param sha256 of the artifact
 */
public record SmallModel(String version, Path directory, String sha256) {

  /** Trains one epoch on the visits and writes the artifact. */
  public static SmallModel train(Collection<ClosedVisit> visits, Path models) {
    TrainerOptions options =
        TrainerOptions.seeded(1).withTraining(TrainingOptions.small().withEpochs(1));
    Trainer trainer = new Trainer(Sample.terminology(), DdiKnowledge.bundled());
    try (TrainedModel model = trainer.train(List.copyOf(visits), options, TrainerListener.NONE)) {
      Path directory = models.toAbsolutePath().resolve(model.version());
      return new SmallModel(model.version(), directory, model.write(directory));
    }
  }

  /** Releases it as ACTIVE. */
  public ModelRelease release(Map<String, String> clients, Topics topics) {
    return release(clients, topics, sha256);
  }

  /** Releases it as ACTIVE, saying that its artifact has this hash. */
  public ModelRelease release(Map<String, String> clients, Topics topics, String claimedSha256) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ModelRelease release =
        ModelRelease.newBuilder()
            .setModelName(TrainerOptions.DEFAULT_MODEL_NAME)
            .setVersion(version)
            .setStatus(ReleaseStatus.ACTIVE)
            .setArtifactUri(directory.toUri().toString())
            .setSha256(claimedSha256)
            .setFingerprints(ModelArtifact.identity(directory, sha256).fingerprints())
            .setTrainedAt(now)
            .setDecidedAt(now)
            .setReason("Trained for a moment only.")
            .build();
    try (ReleasePublisher publisher = new ReleasePublisher(topics.modelReleases(), clients)) {
      publisher.publish(release);
    }
    return release;
  }
}
