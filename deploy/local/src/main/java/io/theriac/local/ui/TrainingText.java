package io.theriac.local.ui;

import io.theriac.model.cohort.CohortSummary;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.loop.EpochReport;
import java.io.PrintWriter;

/** Shows how a training goes: the cohort, then a bar with the newest epoch's figures. */
public final class TrainingText implements TrainJob.Listener, AutoCloseable {

  private final PrintWriter out;
  private final int epochs;
  private ProgressLine bar;

  /**
   * @param epochs how many there will be at most; -1 when not known
   */
  public TrainingText(PrintWriter out, int epochs) {
    this.out = out;
    this.epochs = epochs;
  }

  @Override
  public void cohortBuilt(CohortSummary summary) {
    summary.describe().lines().forEach(line -> out.println("  " + line));
    out.flush();
    bar = new ProgressLine("Training", "epochs", epochs);
  }

  @Override
  public void epochDone(EpochReport report) {
    bar.at(report.epoch());
    bar.note(
        "loss %.4f, validation Jaccard %.4f".formatted(report.loss(), report.validationJaccard()));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
