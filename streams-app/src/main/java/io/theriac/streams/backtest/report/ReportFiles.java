package io.theriac.streams.backtest.report;

import io.theriac.streams.backtest.Json;
import java.nio.file.Path;

/** Writes a report to a directory. */
public final class ReportFiles {

  private ReportFiles() {}

  /** Writes {@code report.json}. */
  public static void write(Path directory, BacktestReport report) {
    Json.write(directory.resolve("report.json"), report);
  }
}
