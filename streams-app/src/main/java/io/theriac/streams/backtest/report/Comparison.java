package io.theriac.streams.backtest.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Compares predictors on the same visits, with 95 % intervals from a bootstrap over patients: each
 * sample is taken of all predictors alike, so their differences are paired.
 */
final class Comparison {

  private static final int ROUNDS = 1000;

  private final int visits;
  private final int patients;
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, double[][]> samples = new HashMap<>();

  /**
   * @param owners the patient of each visit
   * @param included which visits to compare on
   */
  Comparison(List<Outcomes> predictors, List<String> owners, IntPredicate included, long seed) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] patientOf = new int[owners.size()];
    int count = 0;
    for (int visit = 0; visit < owners.size(); visit++) {
      patientOf[visit] = -1;
      if (included.test(visit)) {
        patientOf[visit] = numbers.computeIfAbsent(owners.get(visit), p -> numbers.size());
        count++;
      }
    }
    visits = count;
    patients = numbers.size();
    if (patients == 0) {
      return;
    }
    int[] everyone = IntStream.range(0, patients).toArray();
    int[][] drawn = draw(seed);
    for (Outcomes predictor : predictors) {
      double[][] byPatient = predictor.byPatient(patientOf, patients);
      values.put(predictor.name(), Outcomes.measures(byPatient, everyone));
      double[][] rounds = new double[ROUNDS][];
      for (int round = 0; round < ROUNDS; round++) {
        rounds[round] = Outcomes.measures(byPatient, drawn[round]);
      }
      samples.put(predictor.name(), rounds);
    }
  }

  private int[][] draw(long seed) {
    Random random = new Random(seed);
    int[][] drawn = new int[ROUNDS][];
    for (int round = 0; round < ROUNDS; round++) {
      drawn[round] = random.ints(patients, 0, patients).toArray();
    }
    return drawn;
  }

  int visits() {
    return visits;
  }

  int patients() {
    return patients;
  }

  /** The measures of each predictor. */
  Map<String, Map<String, Estimate>> measures() {
    Map<String, Map<String, Estimate>> all = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Map<String, Estimate> ofOne = new LinkedHashMap<>();
          for (Measure measure : Measure.values()) {
            int m = measure.ordinal();
            double[] rounds =
                Arrays.stream(samples.get(name)).mapToDouble(round -> round[m]).toArray();
            ofOne.put(measure.key(), Estimate.of(value[m], rounds));
          }
          all.put(name, ofOne);
        });
    return all;
  }

  /** How much more each measure of one predictor is than of the other. */
  Map<String, Estimate> difference(String one, String other) {
    Map<String, Estimate> differences = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      int m = measure.ordinal();
      double[] rounds = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        rounds[round] = samples.get(one)[round][m] - samples.get(other)[round][m];
      }
      differences.put(
          measure.key(), Estimate.of(values.get(one)[m] - values.get(other)[m], rounds));
    }
    return differences;
  }

  /** Predictors in order. */
  List<String> names() {
    return new ArrayList<>(values.keySet());
  }
}
