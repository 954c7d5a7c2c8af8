package io.theriac.trainer;

import io.theriac.model.artifact.ComputeDevice;
import io.theriac.model.artifact.LoadedModel;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.Split;
import io.theriac.model.net.WarmStart;
import java.nio.file.Path;

/** A model that the training of another one begins with. */
final class KnownModel implements AutoCloseable {

  private final LoadedModel model;
  private final WarmStart start;

  private KnownModel(LoadedModel model, WarmStart start) {
    this.model = model;
    this.start = start;
  }

  /**
   * Opens an artifact to begin with.
   *
   * @throws io.theriac.model.artifact.ArtifactException if it cannot be read
   * @throws IllegalArgumentException if a training cannot honestly begin with it
   */
  static KnownModel open(Path artifact, Cohort cohort, TrainerOptions options) {
    String sha256 = ModelArtifact.sha256(artifact);
    LoadedModel model = ModelArtifact.open(artifact, ComputeDevice.CPU);
    try {
      WarmStart start =
          new WarmStart(
              sha256, model.scorer().network(), model.vocabularies(), cohort.vocabularies());
      require(model, start, cohort, options);
      return new KnownModel(model, start);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void require(
      LoadedModel model, WarmStart start, Cohort cohort, TrainerOptions options) {
    String version = model.config().version();
    if (!model.config().split().equals(options.split())) {
      throw new IllegalArgumentException(
          "Version %s split its patients otherwise (%s) than this training (%s): it may have learnt from patients who would now test it. Train with its split, or afresh."
              .formatted(version, words(model.config().split()), words(options.split())));
    }
    if (model.config().mayHaveLearntFromTestPatientsOf(cohort)) {
      throw new IllegalArgumentException(
          "Version %s learnt from the first patients of another list, and may know those who would now test it: split by hash (--split hash), or train afresh."
              .formatted(version));
    }
    if (start.medications().codes() == 0) {
      throw new IllegalArgumentException(
          "Version %s knows none of the %d medications to learn (its ATC level is %d, this training's %d): train afresh."
              .formatted(
                  version,
                  start.medications().of(),
                  model.config().cohort().atcLevel().number(),
                  options.rules().atcLevel().number()));
    }
  }

  private static String words(Split split) {
    return split.by() == Split.By.ORDER
        ? "in the order of their ids"
        : "by hash with seed %d, %s for validation and %s for test"
            .formatted(split.seed(), split.validation(), split.test());
  }

  String version() {
    return model.config().version();
  }

  WarmStart start() {
    return start;
  }

  /** What it knows of what is to be learnt. */
  String describe() {
    String known =
        "Begins with version %s, which knows %s diagnoses, %s procedures and %s medications."
            .formatted(version(), start.diagnoses(), start.procedures(), start.medications());
    return model.config().network().trunk().molecules()
        ? known + " What it learnt of molecules is taken over where they are all the same."
        : known;
  }

  @Override
  public void close() {
    model.close();
  }
}
