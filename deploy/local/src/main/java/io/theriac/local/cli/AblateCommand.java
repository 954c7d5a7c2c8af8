package io.theriac.local.cli;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.trainer.Ablation;
import io.theriac.trainer.PublishedVariants;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "The figure is the test Jaccard; with --network published the settings and ablations are the",
      "paper's. One training after the other: this takes as long as all of them together."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac ablate --cohort my-cohort",
      "  ./theriac ablate --cohort my-cohort --seeds 1,3,16 --without latent,soft_max",
      "  ./theriac ablate --cohort my-cohort --network published --batch 16 --learning-rate 0.001"
    })
final class AblateCommand implements Callable<Integer> {

  private static final Set<Part> NEED_WIDE = EnumSet.of(Part.STATUS, Part.SOFT_MAX, Part.LATENT);

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
      description =
          "Parts to leave out, each by itself (default: all of them): ${COMPLETION-CANDIDATES}.")
  private List<Part> without = List.of(Part.values());

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "0",
      description = "Epochs at the most (default: by the number of patients).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
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
    Ablation ablation = ablation();
    out.printf(
        "  %-34s %10s %9s %9s %9s %9s  %s%n",
        "",
        "validation",
        "Jaccard",
        "PRAUC",
        "DDI rate",
        "drugs",
        "Jaccard less the whole network's");
    out.flush();
    ablation.run(
        network.published() ? published() : variants(),
        result -> {
          out.printf(
              Locale.ROOT,
              "  %-34s %10.4f %9.4f %9.4f %9.4f %9.2f  %+.4f (%+.4f to %+.4f)  %s%n",
              result.name(),
              result.validationJaccard(),
              result.mean().jaccard(),
              result.mean().prauc(),
              result.mean().ddiRate(),
              result.mean().averageMedications(),
              result.lessFirst().value(),
              result.lessFirst().lower(),
              result.lessFirst().upper(),
              result.seeds().stream()
                  .map(m -> String.format(Locale.ROOT, "%.4f", m.jaccard()))
                  .collect(Collectors.joining(" ")));
          out.flush();
        });
    return 0;
  }

  private Ablation ablation() {
    CohortData data = cohort.read();
    Cohort parts = data.cohort(cohort.rules(), cohort.split());
    if (!network.published()) {
      TrainingOptions usual = TrainingOptions.forPatients(parts.training().patients().size());
      MoleculeTable none = MoleculeTable.none(parts.training().medications());
      return new Ablation(parts, none, asked(usual), seeds);
    }
    MoleculeTable molecules =
        data.molecules()
            .map(known -> known.table(parts.vocabularies().atcCodes()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The published network needs molecules: put med_molecules.csv beside the patients."));
    return new Ablation(parts, molecules, asked(TrainingOptions.published()), seeds);
  }

  private TrainingOptions asked(TrainingOptions usual) {
    TrainingOptions batched = batch == null ? usual : usual.withBatches(batch, learningRate);
    return epochs == 0 ? batched : batched.withEpochs(epochs);
  }

  /** Cohorts on disk have no laboratory results, so the settings that use them say nothing. */
  private static List<Ablation.Variant> published() {
    List<Ablation.Variant> variants = new ArrayList<>(PublishedVariants.components());
    PublishedVariants.settings().stream()
        .skip(1)
        .filter(variant -> !variant.network().trunk().setting().labs())
        .forEach(variants::add);
    return variants;
  }

  private List<Ablation.Variant> variants() {
    NetworkConfig whole = NetworkConfig.extended();
    List<Ablation.Variant> variants = new ArrayList<>();
    variants.add(new Ablation.Variant("whole", whole));
    for (Part part : without) {
      Set<Part> rest = EnumSet.copyOf(whole.parts());
      rest.remove(part);
      if (part == Part.WIDE) {
        rest.removeAll(NEED_WIDE);
      }
      String name = "without " + part.toString().toLowerCase(Locale.ROOT);
      variants.add(new Ablation.Variant(name, whole.withParts(rest)));
    }
    return variants;
  }
}
