package io.theriac.local.ui;

import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Metrics;
import io.theriac.trainer.Ablation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** An ablation as tables of the field: mean and standard deviation over the seeds. */
public final class AblationTable {

  private static final String NAME = "  %-33s";

  private final PrintWriter out;

  public AblationTable(PrintWriter out) {
    this.out = out;
  }

  /** Says what the columns are, once for all groups. */
  public void explain(int seeds) {
    out.println(
        seeds == 1
            ? "  Test patients, one seed; it tells nothing of the spread over seeds."
            : "  Test patients, mean ± standard deviation of %d seeds.".formatted(seeds));
    out.println(
        "  The difference is in Jaccard, with its 95 % interval over patients; the first column is the");
    out.println("  Jaccard of the validation patients, to choose by.");
  }

  /** Begins the table of a group. */
  public void begin(String heading) {
    out.println();
    out.printf(NAME, heading);
    out.printf("%10s", "validation");
    for (String column : new String[] {"Jaccard", "F1", "PRAUC", "DDI rate", "medications"}) {
      out.printf(" %15s", column);
    }
    out.println("  less the whole network");
    out.flush();
  }

  /** Prints a variant. */
  public void line(Ablation.Result result) {
    out.printf(NAME, result.name());
    out.printf(Locale.ROOT, "%10.4f", result.validationJaccard());
    cell(result, Metrics::jaccard, 4);
    cell(result, Metrics::f1, 4);
    cell(result, Metrics::prauc, 4);
    cell(result, Metrics::ddiRate, 4);
    cell(result, Metrics::averageMedications, 2);
    out.println(result.lessWhole().map(AblationTable::difference).orElse("  the whole network"));
    out.flush();
  }

  private void cell(Ablation.Result result, ToDoubleFunction<Metrics> measure, int digits) {
    String number = "%." + digits + "f";
    String text = String.format(Locale.ROOT, number, result.mean(measure));
    if (result.seeds().size() > 1) {
      text += " ± " + String.format(Locale.ROOT, number, result.deviation(measure));
    }
    out.printf(" %15s", text);
  }

  private static String difference(Bootstrap.Interval less) {
    return String.format(
        Locale.ROOT, "  %+.4f (%+.4f to %+.4f)", less.value(), less.lower(), less.upper());
  }
}
