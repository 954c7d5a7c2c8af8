package io.theriac.local.ui;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows how a training goes: the cohort, a bar of its steps, and a table of its epochs. */
public final class TrainingText implements TrainJob.Listener, AutoCloseable {

  private final PrintWriter out;
  private final FitBar baselines = new FitBar();
  private ProgressLine bar;
  private final Map<Integer, ModelReport> seeds = new LinkedHashMap<>();
  private int mostEpochs;
  private double best = Double.NEGATIVE_INFINITY;

  public TrainingText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void cohortBuilt(CohortSummary summary) {
    summary.describe().lines().forEach(line -> out.println("  " + line));
    out.flush();
  }

  @Override
  public void begun(TrainingOptions options) {
    close();
    mostEpochs = options.epochs();
    best = Double.NEGATIVE_INFINITY;
    out.printf("  seed %d, at most %d epochs%n", options.seed(), mostEpochs);
    out.printf(
        "  %5s %9s %19s %10s %8s%n", "epoch", "loss", "validation Jaccard", "threshold", "seconds");
    out.flush();
  }

  @Override
  public void noted(String sentence) {
    if (bar != null) {
      bar.makeRoom();
    }
    out.println("  " + sentence);
    out.flush();
  }

  @Override
  public void stepDone(int epoch, int step, int steps) {
    if (bar == null) {
      bar = new ProgressLine("Training", "steps", (long) mostEpochs * steps);
    }
    bar.at((long) (epoch - 1) * steps + step);
    bar.note(" epoch %d of at most %d".formatted(epoch, mostEpochs));
  }

  @Override
  public void epochDone(EpochReport report) {
    if (bar != null) {
      bar.makeRoom();
    }
    boolean better = report.validationJaccard() > best;
    best = Math.max(best, report.validationJaccard());
    out.printf(
        Locale.ROOT,
        "  %5d %9.4f %19.4f %10.2f %8.1f%s%n",
        report.epoch(),
        report.loss(),
        report.validationJaccard(),
        report.threshold(),
        report.seconds(),
        better ? "  best so far" : "");
    out.flush();
  }

  @Override
  public void baselineFitted(int done, int total) {
    closeBar();
    baselines.fitted(done, total);
  }

  @Override
  public void seedDone(int seed, ModelReport report) {
    close();
    seeds.put(seed, report);
  }

  /** Prints what the seeds came to, if there were several. */
  public void seeds(int kept) {
    if (seeds.size() > 1) {
      new SeedsTable(out).print(seeds, kept);
    }
  }

  @Override
  public void close() {
    closeBar();
    baselines.close();
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
