package io.theriac.trainer;

import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.net.NetworkConfig;
import io.theriac.trainer.loop.TrainingOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is trained, and how.
 *
 * @param modelName key of its releases: letters, digits, '.', '_' and '-'
 * @param rules of the cohort
 * @param split of the patients
 * @param network how the network is built
 * @param training how it is trained; if absent, chosen by the number of training patients
 * @param epochs at the most; if absent, as {@code training} says
 * @param seeds of first values, order and bootstrap; with several, each is trained with, and the
 *     model with the best validation Jaccard is kept
 * @param molecules of the drugs; if absent, a network that asks for them is trained without
 * @param beginning what training begins with
 */
public record TrainerOptions(
    String modelName,
    CohortRules rules,
    Split split,
    NetworkConfig network,
    Optional<TrainingOptions> training,
    OptionalInt epochs,
    List<Integer> seeds,
    Optional<MoleculeKnowledge> molecules,
    Beginning beginning) {

  public static final String DEFAULT_MODEL_NAME = "graphdiffmed";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  public TrainerOptions {
    if (!NAME.matcher(modelName).matches()) {
      throw new IllegalArgumentException(
          "modelName '%s' is not valid: use up to 100 letters, digits, '.', '_' and '-'."
              .formatted(modelName));
    }
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(molecules, "molecules");
    Objects.requireNonNull(beginning, "beginning");
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty() || Set.copyOf(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException(
          "seeds are %s: give at least one, and each once.".formatted(seeds));
    }
  }

  /** The extended model on the default cohort. */
  public static TrainerOptions seeded(int seed) {
    return new TrainerOptions(
        DEFAULT_MODEL_NAME,
        CohortRules.DEFAULT,
        Split.seeded(seed),
        NetworkConfig.extended(),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(seed),
        Optional.empty(),
        Beginning.FRESH);
  }

  /** The published model on the default cohort, trained the paper's way. */
  public static TrainerOptions published(int seed) {
    return seeded(seed)
        .withNetwork(NetworkConfig.published())
        .withTraining(TrainingOptions.published());
  }

  /** The same with other rules. */
  public TrainerOptions withRules(CohortRules other) {
    return new TrainerOptions(
        modelName, other, split, network, training, epochs, seeds, molecules, beginning);
  }

  /** The same with other shares of patients. */
  public TrainerOptions withSplit(Split other) {
    return new TrainerOptions(
        modelName, rules, other, network, training, epochs, seeds, molecules, beginning);
  }

  /** The same with another network. */
  public TrainerOptions withNetwork(NetworkConfig other) {
    return new TrainerOptions(
        modelName, rules, split, other, training, epochs, seeds, molecules, beginning);
  }

  /** The same, trained in a certain way. */
  public TrainerOptions withTraining(TrainingOptions other) {
    return new TrainerOptions(
        modelName, rules, split, network, Optional.of(other), epochs, seeds, molecules, beginning);
  }

  /** The same with known molecules. */
  public TrainerOptions withMolecules(MoleculeKnowledge other) {
    return new TrainerOptions(
        modelName, rules, split, network, training, epochs, seeds, Optional.of(other), beginning);
  }

  /** The same under another name. */
  public TrainerOptions withModelName(String other) {
    return new TrainerOptions(
        other, rules, split, network, training, epochs, seeds, molecules, beginning);
  }

  /** The same with another number of epochs. */
  public TrainerOptions withEpochs(int most) {
    OptionalInt other = OptionalInt.of(most);
    return new TrainerOptions(
        modelName, rules, split, network, training, other, seeds, molecules, beginning);
  }

  /** The same with other seeds; the split stays. */
  public TrainerOptions withSeeds(List<Integer> other) {
    return new TrainerOptions(
        modelName, rules, split, network, training, epochs, other, molecules, beginning);
  }

  /** The same with another beginning. */
  public TrainerOptions withBeginning(Beginning other) {
    return new TrainerOptions(
        modelName, rules, split, network, training, epochs, seeds, molecules, other);
  }

  /** The training's own options for a number of patients. */
  TrainingOptions training(int patients, int seed) {
    TrainingOptions options = training.orElseGet(() -> TrainingOptions.forPatients(patients));
    return options.withEpochs(epochs.orElse(options.epochs())).withSeed(seed);
  }
}
