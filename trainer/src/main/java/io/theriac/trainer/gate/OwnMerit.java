package io.theriac.trainer.gate;

import io.theriac.model.Counted;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.eval.Metrics;
import io.theriac.schemas.avro.GateCheck;
import java.util.List;
import java.util.Locale;

/** The checks of a model that need no other. */
final class OwnMerit {

  private static final String FLOOR = "mostFrequent";

  private final GateRules rules;

  OwnMerit(GateRules rules) {
    this.rules = rules;
  }

  List<GateCheck> checks(ModelReport report) {
    return List.of(measures(report), floor(report), patients(report), calibration(report));
  }

  private static GateCheck measures(ModelReport report) {
    boolean finite = report.validation().finite() && report.test().finite();
    return Check.of(
        "measures",
        finite,
        finite
            ? "All measures on validation and test are numbers."
            : "A measure on validation or test is not a number: training diverged.");
  }

  private static GateCheck floor(ModelReport report) {
    Metrics floor = report.baselines().get(FLOOR);
    double gain = report.test().jaccard() - floor.jaccard();
    GateCheck check =
        Check.atLeast(
            "floor",
            gain,
            0,
            String.format(
                Locale.ROOT,
                "Test Jaccard %.4f on %s; the most frequent medications reach %.4f.",
                report.test().jaccard(),
                Counted.of(report.cohort().test().patients(), "patient"),
                floor.jaccard()));
    return gain == 0
        ? new GateCheck(
            check.getCheck(), false, check.getMeasured(), check.getBound(), check.getExplanation())
        : check;
  }

  private GateCheck patients(ModelReport report) {
    int validation = report.cohort().validation().patients();
    int test = report.cohort().test().patients();
    String counted =
        "%s for validation and %s for test"
            .formatted(Counted.of(validation, "patient"), Counted.of(test, "patient"));
    GateCheck check =
        Check.atLeast(
            "patients",
            Math.min(validation, test),
            GateRules.ENOUGH_PATIENTS,
            GateRules.isProvable(report)
                ? "There are " + counted + "."
                : "Not proven: %s, and fewer than %d of either say nothing; wait for more patients."
                    .formatted(counted, GateRules.ENOUGH_PATIENTS));
    return check.getPassed() || !rules.unprovenToo()
        ? check
        : Check.waived(check, "It was asked for all the same: to try the way, not for care.");
  }

  private GateCheck calibration(ModelReport report) {
    double error = report.calibration().expectedError();
    GateCheck check =
        Check.atMost(
            "calibration",
            error,
            rules.maxCalibrationError(),
            String.format(
                Locale.ROOT,
                "Probabilities differ from the shares given by %.4f on average, over all medications of the test visits.",
                error));
    return check.getPassed() || !rules.unprovenToo() || GateRules.isProvable(report)
        ? check
        : Check.waived(check, "Too few patients to tell.");
  }
}
