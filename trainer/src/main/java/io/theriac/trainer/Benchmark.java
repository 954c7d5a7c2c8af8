package io.theriac.trainer;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.net.ScoredVisit;
import io.theriac.trainer.loop.TrainedNetwork;
import io.theriac.trainer.loop.TrainingLoop;
import io.theriac.trainer.loop.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures how fast a network trains and serves on a cohort, on the calling thread. */
public final class Benchmark {

  private static final int[] BATCHES = {1, 16, 64, 256};
  private static final int WARM_UP_ROUNDS = 3;
  private static final double TEMPERATURE = 1;
  private static final int REASONS = 20;

  private final Cohort cohort;
  private final NetworkConfig network;
  private final MoleculeTable molecules;
  private final int runs;

  /**
   * A benchmark.
   *
   * @param runs of each measurement, of which the median counts
   */
  public Benchmark(Cohort cohort, NetworkConfig network, MoleculeTable molecules, int runs) {
    this.cohort = cohort;
    this.network = network;
    this.molecules = molecules;
    this.runs = runs;
  }

  /**
   * Visits a second.
   *
   * @param scored from indices of codes to the probability of every medication
   * @param explained the same, and what the logits of 20 medications are made of
   */
  public record Inference(double scored, double explained) {}

  /**
   * Speed by batch size: each visit of the test part is a request with all visits before it. The
   * network is trained for one epoch before.
   */
  public Map<Integer, Inference> inference() {
    List<EncodedPatient> requests = prefixes();
    Map<Integer, Inference> speeds = new LinkedHashMap<>();
    TrainingOptions once = options(32).withEpochs(1);
    TrainedNetwork trained =
        new TrainingLoop(network, molecules)
            .run(cohort.training(), cohort.validation(), once, epoch -> {});
    try (NetworkScorer scorer = new NetworkScorer(trained.network())) {
      for (int batch : BATCHES) {
        speeds.put(
            batch,
            new Inference(
                speed(scorer, requests, batch, 0), speed(scorer, requests, batch, REASONS)));
      }
    }
    return speeds;
  }

  private double speed(
      NetworkScorer scorer, List<EncodedPatient> requests, int batch, int explained) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      score(scorer, requests, batch, explained);
    }
    double[] seconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      score(scorer, requests, batch, explained);
      seconds[run] = (System.nanoTime() - start) / 1e9;
    }
    return requests.size() / median(seconds);
  }

  /** Seconds of an epoch, the median of up to so many epochs after the first, which warms up. */
  public double training(int batch) {
    List<Double> seconds = new ArrayList<>();
    TrainingOptions options = options(batch).withEpochs(runs + 1);
    TrainedNetwork trained =
        new TrainingLoop(network, molecules)
            .run(
                cohort.training(),
                cohort.validation(),
                options,
                epoch -> seconds.add(epoch.seconds()));
    trained.network().close();
    return median(seconds.stream().skip(1).mapToDouble(Double::doubleValue).toArray());
  }

  private TrainingOptions options(int batch) {
    TrainingOptions large = TrainingOptions.large();
    return large.withBatches(batch, large.learningRate());
  }

  private List<EncodedPatient> prefixes() {
    List<EncodedPatient> prefixes = new ArrayList<>();
    for (EncodedPatient patient : cohort.test().patients()) {
      for (int visits = 1; visits <= patient.visits().size(); visits++) {
        prefixes.add(new EncodedPatient(patient.patientKey(), patient.visits().subList(0, visits)));
      }
    }
    return prefixes;
  }

  private static void score(
      NetworkScorer scorer, List<EncodedPatient> requests, int batch, int explained) {
    for (int from = 0; from < requests.size(); from += batch) {
      List<EncodedPatient> some = requests.subList(from, Math.min(requests.size(), from + batch));
      for (ScoredVisit visit : scorer.score(some)) {
        int medications = visit.probabilities(TEMPERATURE).length;
        for (int m = 0; m < Math.min(explained, medications); m++) {
          visit.contributions(m);
        }
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
