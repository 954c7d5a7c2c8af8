package io.theriac.local.cli;

import io.theriac.local.ui.EvaluationText;
import io.theriac.local.ui.EvidenceTable;
import io.theriac.local.ui.MetricsTable;
import io.theriac.local.ui.TrainingText;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.ReleaseJob;
import io.theriac.trainer.ReleaseLog;
import io.theriac.trainer.TrainJob;
import io.theriac.trainer.TrainedModel;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.VisitReader;
import io.theriac.trainer.gate.AcceptanceGate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      "A running application picks it up without a restart.",
      "With --cohort: learn from a cohort on disk and write the model; needs no Kafka."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac train",
      "  ./theriac train --atc-level 3 --seed 7 --models /var/lib/theriac/models",
      "  ./theriac train --cohort my-cohort --epochs 8",
      "  ./theriac train --cohort my-cohort --seeds 0,1,2",
      "  ./theriac train --cohort my-cohort --network published --setting LGY",
      "  ./theriac train --resume",
      "  ./theriac train --warm-start 20260102T030405Z-1a2b3c4d"
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private CodeMaps codeMaps;
  @Mixin private CohortOption cohort;
  @Mixin private NetworkChoice network;
  @Mixin private MoleculesOption molecules;
  @Mixin private ModelName model;
  @Mixin private ModelStore models;
  @Mixin private GateOptions gate;
  @Mixin private SeedOptions seeds;
  @Mixin private BeginningOptions beginning;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Epochs at the most (default: by the number of patients).")
  private Integer epochs;

  @Override
  public Integer call() {
    return cohort.given() ? trainOnCohort() : trainOnClosedVisits();
  }

  private TrainerOptions options() {
    return WrongOptionException.ifRefused(this::asked);
  }

  private TrainerOptions asked() {
    TrainerOptions options =
        (network.published() ? TrainerOptions.published(1) : TrainerOptions.seeded(1))
            .withNetwork(network.config())
            .withSeeds(seeds.seeds())
            .withBeginning(beginning.beginning(models.work()))
            .withModelName(model.name())
            .withSplit(cohort.split())
            .withRules(cohort.rules());
    return epochs == null ? options : options.withEpochs(epochs);
  }

  private TrainerOptions options(Optional<MoleculeKnowledge> known) {
    TrainerOptions options = options();
    return known.map(options::withMolecules).orElse(options);
  }

  private int trainOnCohort() {
    PrintWriter out = spec.commandLine().getOut();
    ModelArtifact.requireWritable(models.directory());
    Optional<MoleculeKnowledge> given = molecules.read();
    CohortData file = cohort.read();
    TrainerOptions options = options(given.or(file::molecules));
    Trainer trainer = new Trainer(file.terminology(), file.interactions());
    try (TrainingText progress = new TrainingText(out);
        TrainedModel model = trainer.train(file.visits(), options, progress)) {
      progress.close();
      Path artifact = models.directory().toAbsolutePath().resolve(model.version());
      model.write(artifact);
      Trainer.discardCheckpoints(options);
      progress.seeds(model.seed());
      new EvaluationText(out).print(model.report());
      out.printf(
          Locale.ROOT,
          "Threshold %.2f, interaction penalty %.2f, temperature %.2f%n",
          model.threshold(),
          model.penalty(),
          model.temperature());
      out.println("Artifact: " + artifact);
      out.println("Learning curves: " + artifact.resolve(ModelArtifact.LEARNING_CURVES));
      return 0;
    }
  }

  private int trainOnClosedVisits() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> clients = connection.clientProperties();
    try (ArtifactStore artifacts = models.open();
        VisitReader reader = new VisitReader(connection.topics().visits(), clients);
        ReleaseLog releases = ReleaseLog.open(connection.topics().modelReleases(), clients);
        TrainingText progress = new TrainingText(out)) {
      Terminology terminology = codeMaps.terminology();
      DdiKnowledge interactions = DdiKnowledge.bundled();
      ReleaseJob job =
          new ReleaseJob(
              new Trainer(terminology, interactions),
              new AcceptanceGate(gate.rules(), terminology, interactions),
              artifacts,
              releases,
              models.work());
      TrainerOptions options = options(molecules.read());
      TrainJob.Result result = new TrainJob(reader, job).run(options, progress);
      progress.close();
      Trainer.discardCheckpoints(options);
      progress.seeds(result.seed());
      ModelRelease release = result.release();
      new MetricsTable(out).print(release.getMetrics(), release.getBaselineMetrics());
      out.printf(
          "Model %s %s: %s%n", release.getModelName(), release.getVersion(), release.getStatus());
      out.println(release.getReason());
      new EvidenceTable(out).print(release.getEvidence());
      out.println("Artifact: " + release.getArtifactUri());
      out.printf("Learning curves: %s in the artifact%n", ModelArtifact.LEARNING_CURVES);
      return release.getStatus() == ReleaseStatus.REJECTED ? 1 : 0;
    }
  }
}
