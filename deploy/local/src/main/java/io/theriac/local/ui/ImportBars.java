package io.theriac.local.ui;

import io.theriac.ingest.ImportProgress;
import java.util.Locale;

/** Draws one bar for each stage of an import. */
public final class ImportBars implements ImportProgress, AutoCloseable {

  private Stage stage;
  private long total;
  private ProgressLine bar;

  @Override
  public void update(Stage stage, String what, long done, long total) {
    if (bar == null || stage != this.stage || total != this.total) {
      close();
      this.stage = stage;
      this.total = total;
      bar =
          new ProgressLine(
              name(stage), stage == Stage.READING ? "bytes" : "events", total == 0 ? -1 : total);
    }
    bar.at(done);
  }

  private static String name(Stage stage) {
    String lower = stage.toString().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
