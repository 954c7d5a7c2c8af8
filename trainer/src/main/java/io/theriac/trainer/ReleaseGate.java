package io.theriac.trainer;

import io.theriac.model.artifact.ModelReport;
import io.theriac.schemas.avro.ReleaseStatus;
import java.util.Locale;

/** Refuses models that must not be served. */
final class ReleaseGate {

  private static final String FLOOR = "mostFrequent";

  private ReleaseGate() {}

  /**
   * A decision.
   *
   * @param status ACTIVE or REJECTED
   * @param reason a sentence
   */
  record Decision(ReleaseStatus status, String reason) {}

  /** A model must have finite measures and a better test Jaccard than the most frequent drugs. */
  static Decision decide(ModelReport report) {
    if (!report.validation().finite() || !report.test().finite()) {
      return new Decision(
          ReleaseStatus.REJECTED,
          "A measure on validation or test is not a number: training diverged.");
    }
    double model = report.test().jaccard();
    double floor = report.baselines().get(FLOOR).jaccard();
    String comparison =
        String.format(
            Locale.ROOT,
            "Test Jaccard %.4f on %d patients; the most frequent medications reach %.4f.",
            model,
            report.cohort().test().patients(),
            floor);
    return new Decision(model > floor ? ReleaseStatus.ACTIVE : ReleaseStatus.REJECTED, comparison);
  }
}
