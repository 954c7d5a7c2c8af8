package io.theriac.local.ui;

import io.theriac.schemas.avro.GateCheck;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The checks of the acceptance gate as a table. */
public final class EvidenceTable {

  private final PrintWriter out;

  public EvidenceTable(PrintWriter out) {
    this.out = out;
  }

  /** Prints one line for each check and below it what it means. */
  public void print(List<GateCheck> checks) {
    out.printf("  %-16s %-7s %9s %9s%n", "check", "passed", "measured", "bound");
    for (GateCheck check : checks) {
      out.printf(
          "  %-16s %-7s %9s %9s%n",
          check.getCheck(),
          check.getPassed() ? "yes" : "NO",
          number(check.getMeasured()),
          number(check.getBound()));
      out.printf("      %s%n", check.getExplanation());
    }
    out.flush();
  }

  private static String number(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
