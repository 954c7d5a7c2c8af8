package io.theriac.trainer;

import io.theriac.model.Counted;
import io.theriac.model.artifact.ModelReport;
import io.theriac.schemas.avro.ReleaseStatus;
import java.util.Locale;

/** Refuses models that must not be served. */
public final class ReleaseGate {

  /** On fewer patients, for validation or for test, a figure says nothing of a model. */
  public static final int ENOUGH_PATIENTS = 10;

  private static final String FLOOR = "mostFrequent";

  private final boolean unprovenToo;

  private ReleaseGate(boolean unprovenToo) {
    this.unprovenToo = unprovenToo;
  }

  /** Lets through what enough patients have shown to be better than the most frequent drugs. */
  public static ReleaseGate standard() {
    return new ReleaseGate(false);
  }

  /** Lets through, too, what there were too few patients to judge: to try the way, not for care. */
  public static ReleaseGate unprovenToo() {
    return new ReleaseGate(true);
  }

  /** Whether there were patients enough to judge the model. */
  public static boolean isProvable(ModelReport report) {
    return report.cohort().validation().patients() >= ENOUGH_PATIENTS
        && report.cohort().test().patients() >= ENOUGH_PATIENTS;
  }

  /**
   * A decision.
   *
   * @param status ACTIVE or REJECTED
   * @param reason a sentence
   */
  record Decision(ReleaseStatus status, String reason) {}

  /** A model must have finite measures and a better test Jaccard than the most frequent drugs. */
  Decision decide(ModelReport report) {
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
            "Test Jaccard %.4f on %s; the most frequent medications reach %.4f.",
            model,
            Counted.of(report.cohort().test().patients(), "patient"),
            floor);
    if (model <= floor) {
      return new Decision(ReleaseStatus.REJECTED, comparison);
    }
    return isProvable(report)
        ? new Decision(ReleaseStatus.ACTIVE, comparison)
        : unproven(report, comparison);
  }

  private Decision unproven(ModelReport report, String comparison) {
    return new Decision(
        unprovenToo ? ReleaseStatus.ACTIVE : ReleaseStatus.REJECTED,
        "%s Not proven: %s for validation and %s for test, and fewer than %d of either say nothing; wait for more patients."
            .formatted(
                comparison,
                Counted.of(report.cohort().validation().patients(), "patient"),
                Counted.of(report.cohort().test().patients(), "patient"),
                ENOUGH_PATIENTS));
  }
}
