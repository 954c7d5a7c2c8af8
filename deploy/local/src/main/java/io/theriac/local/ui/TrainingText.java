package io.theriac.local.ui;

import io.theriac.model.cohort.CohortSummary;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.PrintWriter;

/** Shows how a training goes: the cohort, then a bar with the newest epoch's figures. */
public final class TrainingText implements TrainJob.Listener, AutoCloseable {

  private final PrintWriter out;
  private ProgressLine bar;

  public TrainingText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void cohortBuilt(CohortSummary summary) {
    summary.describe().lines().forEach(line -> out.println("  " + line));
    out.flush();
    int epochs = TrainingOptions.forPatients(summary.training().patients()).epochs();
    bar = new ProgressLine("Training", "epochs", epochs);
  }

  @Override
  public void epochDone(EpochReport report) {
    bar.at(report.epoch());
    bar.note(" loss %.4f, Jaccard %.4f".formatted(report.loss(), report.validationJaccard()));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
