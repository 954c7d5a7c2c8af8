package io.theriac.local.demo;

import io.theriac.local.ui.TrainingText;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.artifact.store.ArtifactStores;
import io.theriac.model.artifact.store.StoreSettings;
import io.theriac.model.cohort.Part;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.ReleaseJob;
import io.theriac.trainer.ReleaseLog;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.UntrainableException;
import io.theriac.trainer.VisitReader;
import io.theriac.trainer.gate.AcceptanceGate;
import io.theriac.trainer.gate.GateRules;
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
        ReleaseLog releases = ReleaseLog.open(topics.modelReleases(), clients);
        ArtifactStore artifacts =
            ArtifactStores.open(models.toString(), StoreSettings.caching(models));
        TrainingText progress = new TrainingText(out)) {
      DdiKnowledge interactions = DdiKnowledge.bundled();
      ReleaseJob job =
          new ReleaseJob(
              new Trainer(terminology, interactions),
              new AcceptanceGate(GateRules.DEFAULT.withUnproven(), terminology, interactions),
              artifacts,
              releases,
              models);
      TrainJob.Result result =
          new TrainJob(reader, job).run(TrainerOptions.seeded(seed).withSplit(split), progress);
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
