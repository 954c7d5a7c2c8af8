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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains variants of a network on one cohort with several seeds each, to tell which parts earn
 * their keep.
 */
public final class Ablation {

  private final Cohort cohort;
  private final MoleculeTable molecules;
  private final TrainingOptions training;
  private final List<Integer> seeds;

  /** A variant and its name. */
  public record Variant(String name, NetworkConfig network) {}

  /**
   * What came of a variant.
   *
   * @param seeds test metrics of each seed, the threshold chosen on validation
   * @param mean of all seeds
   * @param validationJaccard mean over seeds, to choose by
   * @param lessFirst its test Jaccard less that of the first variant, with the paired 95 % interval
   *     over patients
   */
  public record Result(
      String name,
      List<Metrics> seeds,
      Metrics mean,
      double validationJaccard,
      Bootstrap.Interval lessFirst) {}

  /**
   * An ablation.
   *
   * @param molecules of the cohort's medications
   * @param training how each variant is trained
   */
  public Ablation(
      Cohort cohort, MoleculeTable molecules, TrainingOptions training, List<Integer> seeds) {
    this.cohort = cohort;
    this.molecules = molecules;
    this.training = training;
    this.seeds = List.copyOf(seeds);
  }

  /** Trains all variants, one after the other, and tells of each as it is done. */
  public void run(List<Variant> variants, Consumer<Result> done) {
    Evaluation first = null;
    for (Variant variant : variants) {
      List<Evaluation> evaluations = new ArrayList<>();
      double validation = 0;
      for (int seed : seeds) {
        Measured measured = measure(variant.network(), seed);
        evaluations.add(measured.test());
        validation += measured.validationJaccard() / seeds.size();
      }
      Evaluation all = Evaluation.together(evaluations);
      first = first == null ? all : first;
      done.accept(
          new Result(
              variant.name(),
              evaluations.stream().map(Evaluation::metrics).toList(),
              all.metrics(),
              validation,
              Bootstrap.difference(all, first, Metrics::jaccard, seeds.get(0))));
    }
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
