package io.theriac.trainer;

import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.eval.Baseline;
import io.theriac.model.eval.Baselines;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.FitProgress;
import java.util.LinkedHashMap;
import java.util.Map;

/** The simple predictors on the test part of one cohort, fitted once however many models ask. */
final class CohortBaselines {

  private final Cohort cohort;
  private final FitProgress progress;
  private Map<String, Evaluation> onTest;

  CohortBaselines(Cohort cohort, FitProgress progress) {
    this.cohort = cohort;
    this.progress = progress;
  }

  /** By name, in a fixed order. */
  Map<String, Evaluation> onTest() {
    if (onTest == null) {
      onTest = new LinkedHashMap<>();
      EncodedCohort test = cohort.test();
      for (Baseline baseline : Baselines.fit(cohort.training(), cohort.validation(), progress)) {
        onTest.put(
            baseline.name(),
            Evaluation.of(baseline.predict(test), baseline.threshold(), test.ddi()));
      }
    }
    return onTest;
  }
}
