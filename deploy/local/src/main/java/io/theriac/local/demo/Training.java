package io.theriac.local.demo;

import io.theriac.local.ui.TrainingText;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
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
 * @param verdict one plain sentence on the model against the baseline
 */
record Training(Optional<TrainJob.Result> result, String verdict) {

  private static final String REPEAT_LAST = "repeatLastVisit";

  /** Trains on the visits that have closed, writes the artifact and publishes the release. */
  static Training run(
      Map<String, String> clients,
      Topics topics,
      Terminology terminology,
      Path models,
      int seed,
      PrintWriter out) {
    try (VisitReader reader = new VisitReader(topics.visits(), clients);
        ReleasePublisher publisher = new ReleasePublisher(topics.modelReleases(), clients);
        TrainingText progress = new TrainingText(out)) {
      Trainer trainer = new Trainer(terminology, DdiKnowledge.bundled());
      TrainJob.Result result =
          new TrainJob(reader, trainer, publisher, models).run(options(seed), progress);
      return new Training(Optional.of(result), verdict(result));
    } catch (UntrainableException e) {
      return new Training(Optional.empty(), "No model: " + e.getMessage());
    }
  }

  /** Two hundred patients are few: a larger part than usual for the test makes it say more. */
  private static TrainerOptions options(int seed) {
    return TrainerOptions.seeded(seed).withSplit(new Split(seed, 0.15, 0.25));
  }

  /** The release, if the model may serve. */
  Optional<ModelRelease> released() {
    return result
        .map(TrainJob.Result::release)
        .filter(release -> release.getStatus() == ReleaseStatus.ACTIVE);
  }

  private static String verdict(TrainJob.Result result) {
    ModelReport report = result.report();
    Bootstrap.Interval over = report.jaccardOverBaselines().get(REPEAT_LAST);
    String comparison =
        "%.3f against %.3f, difference %+.3f, 95 %% interval %+.3f to %+.3f, %d test patients"
            .formatted(
                report.test().jaccard(),
                report.baselines().get(REPEAT_LAST).jaccard(),
                over.value(),
                over.lower(),
                over.upper(),
                report.cohort().test().patients());
    String said =
        over.value() <= 0
            ? "On this cohort the model does NOT beat repeating the last visit: "
            : over.lower() > 0
                ? "The model beats repeating the last visit: "
                : "The model is ahead of repeating the last visit, but chance could explain it: ";
    String served =
        result.release().getStatus() == ReleaseStatus.ACTIVE
            ? ""
            : " It was not released: " + result.release().getReason();
    return said + comparison + "." + served;
  }
}
