package io.theriac.trainer;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.Metrics;
import io.theriac.model.eval.ThresholdSearch;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkScorer;
import io.theriac.trainer.loop.TrainedNetwork;
import io.theriac.trainer.loop.TrainingLoop;
import io.theriac.trainer.loop.TrainingOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Trains variants of a network on one cohort with several seeds each, to tell which parts earn
 * their keep. No network is trained twice, in however many groups it stands.
 */
public final class Ablation {

  private final Cohort cohort;
  private final MoleculeTable molecules;
  private final TrainingOptions training;
  private final List<Integer> seeds;
  private final NetworkConfig whole;
  private final Map<NetworkConfig, Trained> trained = new HashMap<>();

  /** A variant and its name. */
  public record Variant(String name, NetworkConfig network) {}

  /** Variants to be read side by side. */
  public record Group(String heading, List<Variant> variants) {}

  /**
   * What came of a variant.
   *
   * @param seeds test metrics of each seed, the threshold chosen on validation
   * @param validationJaccard mean over seeds, to choose by
   * @param lessWhole its test Jaccard less that of the whole network, with the paired 95 % interval
   *     over patients; empty for the whole network
   */
  public record Result(
      String name,
      List<Metrics> seeds,
      double validationJaccard,
      Optional<Bootstrap.Interval> lessWhole) {

    /** Mean of a measure over the seeds. */
    public double mean(ToDoubleFunction<Metrics> measure) {
      return seeds.stream().mapToDouble(measure).average().orElseThrow();
    }

    /** The standard deviation of a sample of seeds: of one fewer than there are; 0 of one seed. */
    public double deviation(ToDoubleFunction<Metrics> measure) {
      double mean = mean(measure);
      double squares =
          seeds.stream().mapToDouble(m -> Math.pow(measure.applyAsDouble(m) - mean, 2)).sum();
      return Math.sqrt(squares / Math.max(1, seeds.size() - 1));
    }
  }

  /**
   * An ablation.
   *
   * @param molecules of the cohort's medications
   * @param training how each variant is trained
   * @param seeds at least one
   * @param whole what the variants are compared with
   */
  public Ablation(
      Cohort cohort,
      MoleculeTable molecules,
      TrainingOptions training,
      List<Integer> seeds,
      NetworkConfig whole) {
    this.cohort = cohort;
    this.molecules = molecules;
    this.training = training;
    this.seeds = List.copyOf(seeds);
    this.whole = whole;
  }

  /** Trains a variant, and the whole network before the first, and compares them. */
  public Result measure(Variant variant) {
    Trained reference = trained.computeIfAbsent(whole, this::train);
    Trained one = trained.computeIfAbsent(variant.network(), this::train);
    return new Result(
        variant.name(),
        one.seeds().stream().map(Evaluation::metrics).toList(),
        one.validationJaccard(),
        variant.network().equals(whole)
            ? Optional.empty()
            : Optional.of(
                Bootstrap.difference(
                    Evaluation.together(one.seeds()),
                    Evaluation.together(reference.seeds()),
                    Metrics::jaccard,
                    seeds.get(0))));
  }

  private record Trained(List<Evaluation> seeds, double validationJaccard) {}

  private Trained train(NetworkConfig network) {
    List<Measured> measured = seeds.stream().map(seed -> measure(network, seed)).toList();
    return new Trained(
        measured.stream().map(Measured::test).toList(),
        measured.stream().mapToDouble(Measured::validationJaccard).average().orElseThrow());
  }

  private record Measured(Evaluation test, double validationJaccard) {}

  private Measured measure(NetworkConfig config, int seed) {
    TrainedNetwork trained =
        new TrainingLoop(config, molecules)
            .run(cohort.training(), cohort.validation(), training.withSeed(seed), epoch -> {});
    try (NetworkScorer scorer = new NetworkScorer(trained.network())) {
      double temperature = trained.temperature();
      ThresholdSearch.Best best =
          ThresholdSearch.search(ServedPredictions.of(scorer, temperature, cohort.validation()));
      Evaluation test =
          Evaluation.of(
              ServedPredictions.of(scorer, temperature, cohort.test()),
              best.threshold(),
              cohort.test().ddi());
      return new Measured(test, best.jaccard());
    }
  }
}
