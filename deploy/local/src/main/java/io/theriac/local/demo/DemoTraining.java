package io.theriac.local.demo;

import io.theriac.local.ui.TrainingText;
import io.theriac.model.cohort.Part;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.ReleaseGate;
import io.theriac.trainer.ReleasePublisher;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.UntrainableException;
import io.theriac.trainer.VisitReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a demo's training.
 *
 * @param result empty if the cohort has nothing to learn from
 * @param split of the patients
 * @param verdict plain words on the model against the baseline
 */
record DemoTraining(Optional<TrainJob.Result> result, Split split, String verdict) {

  /** Trains on the visits that have closed, writes the artifact and publishes the release. */
  static DemoTraining run(
      Map<String, String> clients,
      Topics topics,
      Terminology terminology,
      Path models,
      int seed,
      PrintWriter out) {
    // Two hundred patients are few: a larger part than usual for the test makes it say more.
    Split split = new Split(Split.By.HASH, seed, 0.15, 0.25);
    try (VisitReader reader = new VisitReader(topics.visits(), clients);
        ReleasePublisher publisher = new ReleasePublisher(topics.modelReleases(), clients);
        TrainingText progress = new TrainingText(out)) {
      Trainer trainer = new Trainer(terminology, DdiKnowledge.bundled());
      TrainJob.Result result =
          new TrainJob(reader, trainer, publisher, models, ReleaseGate.unprovenToo())
              .run(TrainerOptions.seeded(seed).withSplit(split), progress);
      return new DemoTraining(Optional.of(result), split, verdict(result));
    } catch (UntrainableException e) {
      return new DemoTraining(Optional.empty(), split, "No model: " + e.getMessage());
    }
  }

  private static String verdict(TrainJob.Result result) {
    ModelRelease release = result.release();
    return Verdict.of(result.report(), release.getStatus(), release.getReason());
  }

  /** The release, if the model may serve. */
  Optional<ModelRelease> released() {
    return result
        .map(TrainJob.Result::release)
        .filter(release -> release.getStatus() == ReleaseStatus.ACTIVE);
  }

  /** Whether the model was neither trained nor tuned on the patient. */
  boolean isTestPatient(String patientKey) {
    return split.part(patientKey) == Part.TEST;
  }
}
