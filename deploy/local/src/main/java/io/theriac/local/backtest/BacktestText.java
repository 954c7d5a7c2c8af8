package io.theriac.local.backtest;

import io.theriac.local.ui.ProgressLine;
import io.theriac.streams.backtest.BacktestListener;
import io.theriac.streams.backtest.report.BacktestReport;
import io.theriac.streams.backtest.report.Estimate;
import io.theriac.streams.backtest.report.Measure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows a backtest on the terminal: how far it is, and what came of it. */
public final class BacktestText implements BacktestListener, AutoCloseable {

  private static final int UPDATE_MS = 200;

  private final PrintWriter err;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "backtest-progress");
            thread.setDaemon(true);
            return thread;
          });
  private ProgressLine line;
  private LongSupplier done;

  public BacktestText(PrintWriter err) {
    this.err = err;
    looker.scheduleAtFixedRate(this::look, UPDATE_MS, UPDATE_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void begins(String what, long events, LongSupplier reads) {
    line = new ProgressLine(what, "events", events);
    done = reads;
  }

  private synchronized void look() {
    if (line != null) {
      line.at(done.getAsLong());
    }
  }

  @Override
  public synchronized void ended() {
    look();
    line.close();
    line = null;
  }

  @Override
  public void note(String sentence) {
    err.println(sentence);
    err.flush();
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }

  /** Prints the figures that matter most, and where the rest is. */
  public static void print(PrintWriter out, BacktestReport report, Path directory) {
    BacktestReport.Visits visits = report.visits();
    out.printf(
        Locale.ROOT,
        "%,d visits of %s to %s were scored; %,d of %,d patients had medications and codes and are measured.%n",
        visits.scored(),
        report.range().from(),
        report.range().to(),
        visits.measured(),
        visits.patients());
    out.printf("  %-28s", "");
    for (Measure measure : Measure.values()) {
      out.printf(" %11s", measure.label());
    }
    out.println();
    report.measures().forEach((name, measures) -> row(out, name, measures));
    heldOut(out, report);
    for (BacktestReport.Difference difference : report.differences()) {
      Estimate jaccard = difference.measures().get(Measure.JACCARD.key());
      out.printf(
          Locale.ROOT,
          "  %s less %s: Jaccard %+.3f (%+.3f to %+.3f)%s%n",
          difference.one(),
          difference.other(),
          jaccard.value(),
          jaccard.lower(),
          jaccard.upper(),
          jaccard.isClear() ? "" : ", no clear difference");
    }
    report
        .alerts()
        .forEach(
            (version, alerts) ->
                out.printf("  alerts raised with %s: %s%n", version, raised(alerts)));
    out.println(report.caveat());
    out.println("Report: " + directory.resolve("report.html"));
    out.flush();
  }

  private static void heldOut(PrintWriter out, BacktestReport report) {
    BacktestReport.Group heldOut = report.heldOut();
    if (heldOut.visits() == 0) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "  on the %,d visits of %,d patients that no model learnt from:%n",
        heldOut.visits(),
        heldOut.patients());
    heldOut.measures().forEach((name, measures) -> row(out, name, measures));
  }

  private static void row(PrintWriter out, String name, Map<String, Estimate> measures) {
    out.printf("  %-28s", name);
    for (Measure measure : Measure.values()) {
      out.printf(Locale.ROOT, " %11.3f", measures.get(measure.key()).value());
    }
    out.println();
  }

  private static String raised(BacktestReport.Alerts alerts) {
    List<String> parts =
        alerts.bySeverity().entrySet().stream()
            .map(
                each ->
                    String.format(
                        Locale.ROOT,
                        "%,d %s",
                        each.getValue().getOrDefault("RAISED", 0L),
                        each.getKey().toLowerCase(Locale.ROOT)))
            .toList();
    return String.join(", ", parts);
  }
}
