package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;
import java.util.List;

/** The simple predictors that stand beside every model. */
public final class Baselines {

  private Baselines() {}

  /** Fits them on the training part and chooses their settings on the validation part. */
  public static List<Baseline> fit(
      EncodedCohort training, EncodedCohort validation, FitProgress progress) {
    MostFrequent frequent = MostFrequent.fit(training, validation);
    return List.of(
        frequent,
        new RepeatLastVisit(frequent),
        LogisticRegression.fit(training, validation, progress));
  }
}
