package io.theriac.local.cli;

import io.theriac.local.ui.MetricsTable;
import io.theriac.local.ui.TrainingText;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.ReleaseGate;
import io.theriac.trainer.ReleasePublisher;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.VisitReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains once on all closed visits and releases the model. */
@Command(
    name = "train",
    description = {
      "Learn from the closed visits, write the model and release it.",
      "A running application picks it up without a restart."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac train",
      "  ./theriac train --atc-level 3 --seed 7 --models /var/lib/theriac/models"
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private CodeMaps codeMaps;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Where models are kept; the application must see the same path.")
  private Path models;

  @Option(
      names = "--model-name",
      defaultValue = TrainerOptions.DEFAULT_MODEL_NAME,
      description = "Name of the model (default: ${DEFAULT-VALUE}).")
  private String modelName;

  @Option(
      names = "--atc-level",
      defaultValue = "5",
      description = "Level of the medications: 5 substances, 4 or 3 classes (default: 5).")
  private int atcLevel;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the split, the first weights and the order (default: ${DEFAULT-VALUE}).")
  private int seed;

  @Option(
      names = "--release-unproven",
      description = {
        "Release the model also if there are too few patients to judge it by: to try the way, not",
        "for care."
      })
  private boolean unprovenToo;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> clients = connection.clientProperties();
    CohortRules standard = CohortRules.DEFAULT;
    TrainerOptions options =
        TrainerOptions.seeded(seed)
            .withModelName(modelName)
            .withRules(
                new CohortRules(
                    AtcLevel.of(atcLevel),
                    standard.minVisits(),
                    standard.maxVisits(),
                    standard.minPatientsPerMedication(),
                    standard.minPatientsPerCode()));
    try (VisitReader reader = new VisitReader(connection.topics().visits(), clients);
        ReleasePublisher publisher =
            new ReleasePublisher(connection.topics().modelReleases(), clients);
        TrainingText progress = new TrainingText(out)) {
      Trainer trainer = new Trainer(codeMaps.terminology(), DdiKnowledge.bundled());
      TrainJob job =
          new TrainJob(
              reader,
              trainer,
              publisher,
              models == null ? CliHome.models() : models,
              unprovenToo ? ReleaseGate.unprovenToo() : ReleaseGate.standard());
      TrainJob.Result result = job.run(options, progress);
      progress.close();
      ModelRelease release = result.release();
      new MetricsTable(out).print(release.getMetrics(), release.getBaselineMetrics());
      out.printf(
          "Model %s %s: %s%n", release.getModelName(), release.getVersion(), release.getStatus());
      out.println(release.getReason());
      out.println("Artifact: " + result.artifact());
      return release.getStatus() == ReleaseStatus.ACTIVE ? 0 : 1;
    }
  }
}
