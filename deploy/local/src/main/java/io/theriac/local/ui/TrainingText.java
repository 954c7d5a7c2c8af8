package io.theriac.local.ui;

import io.theriac.model.cohort.CohortSummary;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.PrintWriter;
import java.util.OptionalInt;

/** Shows how a training goes: the cohort, then a bar with the newest epoch's figures. */
public final class TrainingText implements TrainJob.Listener, AutoCloseable {

  private final PrintWriter out;
  private final OptionalInt epochs;
  private ProgressLine bar;

  public TrainingText(PrintWriter out) {
    this(out, OptionalInt.empty());
  }

  /**
   * @param epochs that were asked for; if absent, chosen by the number of patients
   */
  public TrainingText(PrintWriter out, OptionalInt epochs) {
    this.out = out;
    this.epochs = epochs;
  }

  @Override
  public void cohortBuilt(CohortSummary summary) {
    summary.describe().lines().forEach(line -> out.println("  " + line));
    out.flush();
    int usual = TrainingOptions.forPatients(summary.training().patients()).epochs();
    bar = new ProgressLine("Training", "epochs", epochs.orElse(usual));
  }

  @Override
  public void noted(String sentence) {
    out.println("  " + sentence);
    out.flush();
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
      bar = null;
    }
  }
}
