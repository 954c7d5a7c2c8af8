package io.theriac.local.cli;

import io.theriac.local.ui.FitBar;
import io.theriac.local.ui.MetricsTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.eval.Baseline;
import io.theriac.model.eval.Baselines;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.LogisticRegression;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the simple predictors on a cohort, without any network. */
@Command(
    name = "baselines",
    description = {
      "Measure the simple predictors on a cohort.",
      "The most frequent medications, those of the visit before, and a logistic regression with",
      "history. Settings come from the validation part."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac baselines --cohort my-cohort",
      "  ./theriac baselines --cohort my-cohort/patients.jsonl.gz --split order"
    })
final class BaselinesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CohortOption cohort;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Cohort parts = cohort.trainable(cohort.read());
    MetricsTable table = new MetricsTable(out);
    List<Baseline> baselines;
    try (FitBar fits = new FitBar()) {
      baselines = Baselines.fit(parts.training(), parts.validation(), fits);
    }
    table.header();
    for (Baseline baseline : baselines) {
      table.line(
          baseline.name(),
          Evaluation.of(baseline.predict(parts.test()), baseline.threshold(), parts.test().ddi())
              .metrics());
      if (baseline instanceof LogisticRegression regression) {
        out.printf(
            Locale.ROOT,
            "  logisticRegression: %s time, penalty %.2f, threshold %.2f, chosen on validation%n",
            regression.isTimed() ? "with" : "without",
            regression.penalty(),
            regression.threshold());
      }
    }
    out.flush();
    return 0;
  }
}
