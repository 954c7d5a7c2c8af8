package io.theriac.local.ui;

import io.theriac.model.artifact.DecodingPoint;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Metrics;
import java.io.PrintWriter;
import java.util.Locale;

/** A model's report as tables for a reader. */
public final class EvaluationText {

  private final PrintWriter out;

  public EvaluationText(PrintWriter out) {
    this.out = out;
  }

  /** Prints everything that was measured. */
  public void print(ModelReport report) {
    new MetricsTable(out).print(report);
    line("");
    line("  averaged over visits: %s", visits(report.test()));
    line("  at a threshold of 0.5: %s", patients(report.testAtHalf()));
    report.intervals().forEach((name, i) -> line("  %-20s %s", name, interval(i)));
    report
        .jaccardOverBaselines()
        .forEach((name, i) -> line("  Jaccard less that of %-20s %s", name, interval(i)));
    line("");
    line("  interactions against Jaccard (threshold chosen on validation for each penalty)");
    line(
        "  %9s %10s %11s %9s %9s %9s",
        "penalty", "threshold", "validation", "Jaccard", "DDI rate", "drugs");
    report.decoding().forEach(this::point);
    line("");
    line("  calibration: expected error %.4f", report.calibration().expectedError());
    line("  %9s %10s %12s %9s", "from", "pairs", "probability", "given");
    report.calibration().bins().forEach(this::bin);
    out.flush();
  }

  private void point(DecodingPoint point) {
    line(
        "  %9.2f %10.2f %11.4f %9.4f %9.4f %9.2f%s",
        point.penalty(),
        point.threshold(),
        point.validationJaccard(),
        point.test().jaccard(),
        point.test().ddiRate(),
        point.test().averageMedications(),
        point.chosen() ? "  <- chosen" : "");
  }

  private void bin(Calibration.Bin bin) {
    line("  %9.1f %10d %12.3f %9.3f", bin.from(), bin.size(), bin.probability(), bin.given());
  }

  private static String visits(Metrics m) {
    return String.format(
        Locale.ROOT,
        "Jaccard %.4f, F1 %.4f, PRAUC %.4f",
        m.visitJaccard(),
        m.visitF1(),
        m.visitPrauc());
  }

  private static String patients(Metrics m) {
    return String.format(
        Locale.ROOT,
        "Jaccard %.4f, F1 %.4f, DDI rate %.4f, drugs %.2f",
        m.jaccard(),
        m.f1(),
        m.ddiRate(),
        m.averageMedications());
  }

  private static String interval(Bootstrap.Interval i) {
    return String.format(
        Locale.ROOT, "%+.4f (95 %% interval %+.4f to %+.4f)", i.value(), i.lower(), i.upper());
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
