package io.theriac.local.demo;

import io.theriac.model.Counted;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.eval.Bootstrap;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.gate.GateRules;

/** The plain words on a model against repeating the last visit. */
final class Verdict {

  private static final String REPEAT_LAST = "repeatLastVisit";

  private Verdict() {}

  /**
   * What the test says, and whether the model serves.
   *
   * @param reason of the release's status
   */
  static String of(ModelReport report, ReleaseStatus status, String reason) {
    return comparison(report) + served(report, status, reason);
  }

  private static String comparison(ModelReport report) {
    int patients = report.cohort().test().patients();
    Bootstrap.Interval over = report.jaccardOverBaselines().get(REPEAT_LAST);
    String figures =
        "%.3f against %.3f, difference %+.3f"
            .formatted(
                report.test().jaccard(),
                report.baselines().get(REPEAT_LAST).jaccard(),
                over.value());
    String tested = Counted.of(patients, "test patient");
    if (patients < GateRules.ENOUGH_PATIENTS) {
      return "Too few to tell whether the model beats repeating the last visit: %s on %s."
          .formatted(figures, tested);
    }
    String said =
        over.value() <= 0
            ? "On this cohort the model does NOT beat repeating the last visit"
            : over.lower() > 0
                ? "The model beats repeating the last visit"
                : "The model is ahead of repeating the last visit, but chance could explain it";
    return "%s: %s, 95 %% interval %+.3f to %+.3f, %s."
        .formatted(said, figures, over.lower(), over.upper(), tested);
  }

  private static String served(ModelReport report, ReleaseStatus status, String reason) {
    if (status != ReleaseStatus.ACTIVE) {
      return " It was not released: " + reason;
    }
    return GateRules.isProvable(report)
        ? ""
        : " It serves here only to show the way: elsewhere a model is released only when %d patients or more each validate and test it."
            .formatted(GateRules.ENOUGH_PATIENTS);
  }
}
