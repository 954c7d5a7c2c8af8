package io.theriac.local.cli;

import io.theriac.ingest.ImportReport;
import io.theriac.ingest.PublishSummary;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** What an import says when it is done: what went out, and what did not. */
final class ImportText {

  private static final int SHOWN_CODES = 5;

  private final PrintWriter out;

  ImportText(PrintWriter out) {
    this.out = out;
  }

  void print(ImportReport report, PublishSummary published) {
    out.printf(
        "%,d patients, %,d visits, %,d events in %.1f s%n",
        report.patients(),
        report.visits(),
        report.events(),
        published.duration().toMillis() / 1000.0);
    counts("events", report.eventsByTopic());
    counts("codes", report.codingsBySystem());
    counts("rows left out", report.leftOut());
    counts("rows adjusted", report.adjusted());
    if (!report.unknownMedications().isEmpty()) {
      out.printf(
          "%,d orders carry one of %,d drug codes that no code map knows; they are published, but"
              + " cannot be recommended or checked. Most frequent:%n",
          report.ordersOfUnknownMedication(), report.unknownMedications().size());
      report.unknownMedications().stream()
          .limit(SHOWN_CODES)
          .forEach(
              code ->
                  out.printf(
                      "  %s %s %s  %,d orders%n",
                      code.system(),
                      code.code(),
                      code.display() == null ? "" : code.display(),
                      code.orders()));
      out.println("  Add them with --code-map FILE.");
    }
    out.flush();
  }

  private void counts(String what, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      out.println(what + ":");
      new TreeMap<>(counts).forEach((name, n) -> out.printf("  %,10d  %s%n", n, name));
    }
  }
}
