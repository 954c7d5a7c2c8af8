package io.theriac.local.chaos;

import java.io.PrintWriter;

/** The summary as a person reads it on a terminal. */
final class ChaosText {

  private final ChaosSummary summary;
  private final PrintWriter out;

  ChaosText(ChaosSummary summary, PrintWriter out) {
    this.summary = summary;
    this.out = out;
  }

  void print() {
    out.printf("%n  %-66s %6s %14s%n", "Killed", "times", "longest gap");
    for (Kill kill : Kill.values()) {
      Double gap = summary.longestGapSecondsByKill().get(kill.key());
      out.printf(
          "  %-66s %6d %14s%n",
          kill.victim(),
          summary.kills().getOrDefault(kill.key(), 0),
          gap == null ? "-" : "%.1f s".formatted(gap));
    }
    out.println();
    row("minutes, seed", "%.1f, %d".formatted(summary.minutes(), summary.seed()));
    row("records in", "%,d, of them unreadable %,d", summary.in(), summary.unreadable());
    row("final visits", "%,d", summary.visits());
    row("recommendations", "%,d, revisions and retractions included", summary.recommendations());
    row("alerts", "%,d, in all their states", summary.alerts());
    row("dead letters", "%,d", summary.deadLetters());
    row("lost", "%,d", summary.lost());
    row("doubled", "%,d", summary.doubled());
    row("out of order", "%,d", summary.outOfOrder());
    row("application ended by itself", "%,d times", summary.unplannedStops());
    row("longest gap until output flows again", "%.1f s", summary.longestGapSeconds());
    cost(summary.stateCost());
    summary.faults().forEach(fault -> out.println("  " + fault));
    out.flush();
  }

  private void cost(StateCost cost) {
    row(
        "state per event",
        "%.0f bytes in RocksDB, %.0f in changelogs",
        cost.stateBytesPerEvent(),
        cost.changelogBytesPerEvent());
    row(
        "state per open visit",
        "%.0f bytes in RocksDB, %.0f in changelogs (%.0f events a visit)",
        cost.stateBytesPerOpenVisit(),
        cost.changelogBytesPerOpenVisit(),
        cost.eventsPerOpenVisit());
  }

  private void row(String name, String format, Object... values) {
    out.printf("  %-38s %s%n", name, format.formatted(values));
  }
}
