package io.theriac.local.cli;

import io.theriac.local.ui.AblationTable;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.net.NetworkConfig;
import io.theriac.trainer.Ablation;
import io.theriac.trainer.Ablation.Group;
import io.theriac.trainer.Ablation.Variant;
import io.theriac.trainer.ExtendedVariants.Omission;
import io.theriac.trainer.KnownFacts;
import io.theriac.trainer.PublishedVariants;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the network without each of its parts, to tell what they are worth. */
@Command(
    name = "ablate",
    description = {
      "Train a network whole and without each part, with several seeds, and compare.",
      "With --network published the tables are the paper's: settings of auxiliary facts, attention,",
      "parts. No network is trained twice, but one after the other: this takes as long as all of",
      "them together."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac ablate --cohort my-cohort",
      "  ./theriac ablate --cohort my-cohort --seeds 1,3,16 --without latent,soft_max",
      "  ./theriac ablate --cohort my-cohort --network published --batch 16 --learning-rate 0.001"
    })
final class AblateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CohortOption cohort;
  @Mixin private NetworkOption network;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,3,16",
      description = "Seeds to train each variant with (default: ${DEFAULT-VALUE}).")
  private List<Integer> seeds;

  @Option(
      names = "--without",
      paramLabel = "PART",
      split = ",",
      description = {
        "Parts of the extended network to leave out, each by itself (default: all of them):",
        "${COMPLETION-CANDIDATES}."
      })
  private List<Omission> without;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Epochs at the most (default: by the number of patients).")
  private Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = CountConverter.class,
      description = {
        "Patients a step (default: by the number of patients; 1 for the published network, which is",
        "slow). Needs --learning-rate."
      })
  private Integer batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Largest learning rate, for --batch.")
  private Double learningRate;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if ((batch == null) != (learningRate == null)) {
      throw new WrongOptionException(
          "--batch and --learning-rate go together: give both, such as --batch 16 --learning-rate 0.001.");
    }
    if (network.published() && without != null) {
      throw new WrongOptionException(
          "--without takes parts of the extended network: leave it out with --network published.");
    }
    CohortData data = cohort.read();
    if (network.published()) {
      published(data, out);
    } else {
      extended(data, out);
    }
    return 0;
  }

  private void published(CohortData data, PrintWriter out) {
    Cohort parts = cohort.trainableWithLabs(data);
    MoleculeTable molecules = KnownFacts.molecules(data.molecules(), parts);
    NetworkConfig whole =
        KnownFacts.network(network.config(), parts, molecules, note -> out.println("  " + note));
    boolean labs = KnownFacts.hasLabs(parts);
    if (!labs) {
      out.println(
          "  No laboratory test is frequent enough in this cohort: the settings L and LGY are left"
              + " out.");
    }
    run(
        new Ablation(parts, molecules, asked(TrainingOptions.published()), seeds, whole),
        PublishedVariants.groups(whole, labs),
        out);
  }

  private void extended(CohortData data, PrintWriter out) {
    Cohort parts = cohort.trainable(data);
    MoleculeTable molecules = KnownFacts.molecules(data.molecules(), parts);
    NetworkConfig whole =
        KnownFacts.network(network.config(), parts, molecules, note -> out.println("  " + note));
    TrainingOptions usual = TrainingOptions.forPatients(parts.training().patients().size());
    run(
        new Ablation(parts, molecules, asked(usual), seeds, whole),
        List.of(new Group("Parts", withoutEach(whole, out))),
        out);
  }

  private void run(Ablation ablation, List<Group> groups, PrintWriter out) {
    AblationTable table = new AblationTable(out);
    table.explain(seeds.size());
    for (Group group : groups) {
      table.begin(group.heading());
      for (Variant variant : group.variants()) {
        table.line(ablation.measure(variant));
      }
    }
  }

  private TrainingOptions asked(TrainingOptions usual) {
    TrainingOptions batched = batch == null ? usual : usual.withBatches(batch, learningRate);
    return epochs == null ? batched : batched.withEpochs(epochs);
  }

  private List<Variant> withoutEach(NetworkConfig whole, PrintWriter out) {
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant("whole", whole));
    for (Omission omission : without == null ? List.of(Omission.values()) : without) {
      omission
          .from(whole)
          .ifPresentOrElse(
              variants::add,
              () ->
                  out.printf(
                      "  %s: left out, since the whole network has none on this cohort.%n",
                      omission.label()));
    }
    return variants;
  }
}
