package io.theriac.local.ui;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.eval.Metrics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What trainings with several seeds came to: each, their mean and their spread. */
public final class SeedsTable {

  private static final List<ToDoubleFunction<ModelReport>> COLUMNS =
      List.of(
          report -> report.validation().jaccard(),
          test(Metrics::jaccard),
          test(Metrics::f1),
          test(Metrics::prauc),
          test(Metrics::ddiRate),
          test(Metrics::averageMedications));

  private final PrintWriter out;

  public SeedsTable(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints the table, and which seed's model is kept.
   *
   * @param reports by seed, in the order of training
   */
  public void print(Map<Integer, ModelReport> reports, int kept) {
    out.printf(
        "  %-12s %10s %9s %9s %9s %9s %9s%n",
        "seed", "validation", "Jaccard", "F1", "PRAUC", "DDI rate", "drugs");
    reports.forEach(
        (seed, report) ->
            line(
                Integer.toString(seed),
                COLUMNS.stream().mapToDouble(column -> column.applyAsDouble(report)).toArray(),
                seed == kept ? "  kept: best on validation" : ""));
    line("mean", COLUMNS.stream().mapToDouble(c -> mean(reports, c)).toArray(), "");
    line("spread (sd)", COLUMNS.stream().mapToDouble(c -> deviation(reports, c)).toArray(), "");
    out.println(
        "  The mean is what to expect of a training; the kept model was chosen on validation alone.");
    out.flush();
  }

  private void line(String name, double[] values, String note) {
    out.printf("  %-12s", name);
    for (int i = 0; i < values.length; i++) {
      out.printf(Locale.ROOT, i == 0 ? " %10.4f" : " %9.4f", values[i]);
    }
    out.println(note);
  }

  private static double mean(
      Map<Integer, ModelReport> reports, ToDoubleFunction<ModelReport> column) {
    return reports.values().stream().mapToDouble(column).average().orElseThrow();
  }

  /** The standard deviation of a sample: of one fewer than there are. */
  private static double deviation(
      Map<Integer, ModelReport> reports, ToDoubleFunction<ModelReport> column) {
    double mean = mean(reports, column);
    double squares =
        reports.values().stream()
            .mapToDouble(report -> Math.pow(column.applyAsDouble(report) - mean, 2))
            .sum();
    return Math.sqrt(squares / Math.max(1, reports.size() - 1));
  }

  private static ToDoubleFunction<ModelReport> test(ToDoubleFunction<Metrics> metric) {
    return report -> metric.applyAsDouble(report.test());
  }
}
