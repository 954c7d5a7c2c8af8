package io.theriac.local.ui;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.eval.Metrics;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Test metrics of a model beside those of the baselines. */
public final class MetricsTable {

  private static final List<String> METRICS =
      List.of("jaccard", "f1", "prauc", "ddiRate", "averageMedications");

  private final PrintWriter out;

  public MetricsTable(PrintWriter out) {
    this.out = out;
  }

  /** Prints one line for the model and one for each baseline. */
  public void print(ModelReport report) {
    Map<String, Double> baselines = new HashMap<>();
    report
        .baselines()
        .forEach((name, m) -> m.asMap().forEach((k, v) -> baselines.put(name + "." + k, v)));
    print(report.test().asMap(), baselines);
  }

  /**
   * Prints one line for the model and one for each baseline.
   *
   * @param baselines by {@code baseline.metric}
   */
  public void print(Map<String, Double> model, Map<String, Double> baselines) {
    header();
    line("Theriac", "", model);
    baselines.keySet().stream()
        .map(name -> name.substring(0, name.indexOf('.')))
        .distinct()
        .sorted()
        .forEach(name -> line(name, name + ".", baselines));
    out.flush();
  }

  /** Prints the names of the measures. */
  public void header() {
    out.printf("  %-24s %9s %9s %9s %9s %9s%n", "", "Jaccard", "F1", "PRAUC", "DDI rate", "drugs");
  }

  /** Prints the measures of one predictor. */
  public void line(String name, Metrics metrics) {
    line(name, "", metrics.asMap());
  }

  private void line(String name, String prefix, Map<String, Double> metrics) {
    out.printf("  %-24s", name);
    for (String metric : METRICS) {
      Double value = metrics.get(prefix + metric);
      out.printf(" %9s", value == null ? "-" : "%.4f".formatted(value));
    }
    out.println();
  }
}
