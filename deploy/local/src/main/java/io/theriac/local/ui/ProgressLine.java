package io.theriac.local.ui;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar that redraws itself on a terminal and prints a line now and then elsewhere. */
public final class ProgressLine implements AutoCloseable {

  /** Columns of a line that goes to no terminal: room for the bar and the longest note. */
  private static final int WIDTH = 140;

  private final ProgressBar bar;

  /**
   * @param task what is being done
   * @param total units to do; -1 when unknown
   */
  public ProgressLine(String task, String unit, long total) {
    this(builder(task, unit, total).showSpeed());
  }

  private ProgressLine(ProgressBarBuilder builder) {
    if (System.console() == null) {
      builder
          .setUpdateIntervalMillis((int) TimeUnit.SECONDS.toMillis(5))
          .setConsumer(new DelegatingProgressBarConsumer(new ChangedLines(), WIDTH));
    }
    bar = builder.build();
  }

  /** Of units that take long each: how many there are in a second says nothing. */
  static ProgressLine ofFew(String task, String unit, long total) {
    return new ProgressLine(builder(task, unit, total));
  }

  private static ProgressBarBuilder builder(String task, String unit, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setUnit(" " + unit, 1)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII);
  }

  public void at(long done) {
    bar.stepTo(done);
  }

  public void note(String text) {
    bar.setExtraMessage(text);
  }

  /** Makes room for a line on a terminal; the bar is drawn again below it. */
  public void makeRoom() {
    if (System.console() != null) {
      System.err.print("\r\u001b[K");
      System.err.flush();
    }
  }

  @Override
  public void close() {
    bar.close();
  }

  /** Prints a line unless it was the last one printed: closing a bar draws it once more. */
  private static final class ChangedLines implements Consumer<String> {
    private String last = "";

    @Override
    public void accept(String line) {
      if (!line.equals(last)) {
        System.err.println(line);
        last = line;
      }
    }
  }
}
