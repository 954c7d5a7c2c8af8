package io.theriac.local.cli;

import io.theriac.local.ui.EvaluationText;
import io.theriac.local.ui.FitBar;
import io.theriac.model.artifact.ComputeDevice;
import io.theriac.model.artifact.LoadedModel;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.ModelConfig;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortBuilder;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.decode.DecodingSearch.Candidate;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.trainer.ModelEvaluator;
import io.theriac.trainer.UntrainableException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a trained model on the test patients of a cohort. */
@Command(
    name = "evaluate",
    description = {
      "Measure a model on the test patients of a cohort, beside the baselines.",
      "Patients are split as the model says. By patient and by visit, with bootstrap intervals,",
      "calibration, and the trade-off of Jaccard against interactions."
    },
    footerHeading = "%nExamples:%n",
    footer = "  ./theriac evaluate .theriac/models/VERSION --cohort my-cohort")
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CohortPlace cohort;

  @Parameters(paramLabel = "MODEL", description = "Directory of the model's artifact.")
  private Path artifact;

  @Override
  public Integer call() {
    try (LoadedModel model = ModelArtifact.open(artifact, ComputeDevice.AUTO);
        FitBar fits = new FitBar()) {
      ModelConfig config = model.config();
      CohortData data = cohort.read();
      Cohort parts =
          new CohortBuilder(
                  data.terminology(), data.interactions(), config.cohort(), config.split())
              .build(data.visits(), model.vocabularies());
      if (parts.validation().patients().isEmpty() || parts.test().patients().isEmpty()) {
        throw new UntrainableException(
            "The cohort has %d validation and %d test patients that the model can be measured on: it needs at least one of each."
                .formatted(parts.validation().patients().size(), parts.test().patients().size()));
      }
      if (config.network().has(Part.ELAPSED) && !parts.test().isDated()) {
        spec.commandLine()
            .getOut()
            .println(
                "The model learnt from the time between visits, of which this cohort tells nothing:"
                    + " these are not the figures it would reach in service.");
      }
      if (config.mayHaveLearntFromTestPatientsOf(parts)) {
        spec.commandLine()
            .getOut()
            .println(
                "The model was trained in the order of patients of another list: it may have learnt"
                    + " from patients of this cohort, and where it has, these figures flatter it.");
      }
      ModelReport report =
          new ModelEvaluator(
                  parts,
                  model.interactions(),
                  fits,
                  model.scorer(),
                  config.temperature(),
                  config.seed())
              .report(
                  new Candidate(config.decoding(), config.threshold(), Double.NaN, Double.NaN),
                  0,
                  0);
      new EvaluationText(spec.commandLine().getOut()).print(report);
      return 0;
    }
  }
}
