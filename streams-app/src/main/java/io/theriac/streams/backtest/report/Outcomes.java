package io.theriac.streams.backtest.report;

import io.theriac.model.eval.Ranking;
import io.theriac.streams.backtest.score.VisitScore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one predictor did at each visit. What was selected is taken as it was published: nothing is
 * decoded anew.
 */
final class Outcomes {

  private static final int SELECTED = Measure.AVERAGE_MEDICATIONS.ordinal();
  private static final int INTERACTING = Measure.DDI_RATE.ordinal();
  private static final int PAIRS = Measure.values().length;

  private final String name;
  private final double[][] byVisit;
  private final int[][] selections;

  private Outcomes(String name, int visits) {
    this.name = name;
    byVisit = new double[visits][];
    selections = new int[visits][];
  }

  /** Those of a model. */
  static Outcomes of(String name, List<VisitScore> visits, float[][] interactions) {
    Outcomes outcomes = new Outcomes(name, visits.size());
    for (int i = 0; i < visits.size(); i++) {
      VisitScore visit = visits.get(i);
      outcomes.add(i, visit.probabilities(), visit.selected(), visit.given(), interactions);
    }
    return outcomes;
  }

  /**
   * Those of a baseline.
   *
   * @param ranks a row a visit; higher ranks come first
   * @param threshold from which a medication counts as selected
   */
  static Outcomes of(
      String name,
      List<VisitScore> visits,
      float[][] ranks,
      double threshold,
      float[][] interactions) {
    Outcomes outcomes = new Outcomes(name, visits.size());
    for (int i = 0; i < visits.size(); i++) {
      float[] row = ranks[i];
      int[] selected = IntStream.range(0, row.length).filter(m -> row[m] >= threshold).toArray();
      outcomes.add(i, row, selected, visits.get(i).given(), interactions);
    }
    return outcomes;
  }

  private void add(int visit, float[] ranks, int[] selected, int[] given, float[][] interactions) {
    int right = 0;
    double interacting = 0;
    for (int i = 0; i < selected.length; i++) {
      right += Arrays.binarySearch(given, selected[i]) >= 0 ? 1 : 0;
      for (int j = 0; j < i; j++) {
        interacting += interactions[selected[i]][selected[j]];
      }
    }
    double[] row = new double[PAIRS + 1];
    row[Measure.JACCARD.ordinal()] =
        (double) right / Math.max(selected.length + given.length - right, 1);
    row[Measure.F1.ordinal()] = 2.0 * right / Math.max(selected.length + given.length, 1);
    row[Measure.PRAUC.ordinal()] = averagePrecision(ranks, given);
    row[Measure.PRECISION.ordinal()] = (double) right / Math.max(selected.length, 1);
    row[Measure.RECALL.ordinal()] = (double) right / Math.max(given.length, 1);
    row[SELECTED] = selected.length;
    row[INTERACTING] = interacting;
    row[PAIRS] = selected.length * (selected.length - 1) / 2.0;
    byVisit[visit] = row;
    selections[visit] = selected;
  }

  private static double averagePrecision(float[] ranks, int[] given) {
    double sum = 0;
    int found = 0;
    int rank = 0;
    for (int medication : Ranking.descending(ranks)) {
      rank++;
      if (Arrays.binarySearch(given, medication) >= 0) {
        found++;
        sum += (double) found / rank;
      }
    }
    return sum / Math.max(given.length, 1);
  }

  String name() {
    return name;
  }

  int[] selected(int visit) {
    return selections[visit];
  }

  double at(int visit, Measure measure) {
    return byVisit[visit][measure.ordinal()];
  }

  /**
   * Sums by patient.
   *
   * @param patients which patient each visit is of; -1 leaves the visit out
   * @param size how many patients
   * @return [patients][measures, pairs, visits]: averages over the patient's visits of those
   *     measures that are averaged over patients, sums of the others
   */
  double[][] byPatient(int[] patients, int size) {
    double[][] sums = new double[size][PAIRS + 2];
    for (int visit = 0; visit < byVisit.length; visit++) {
      if (patients[visit] >= 0) {
        double[] sum = sums[patients[visit]];
        for (int m = 0; m <= PAIRS; m++) {
          sum[m] += byVisit[visit][m];
        }
        sum[PAIRS + 1]++;
      }
    }
    for (double[] sum : sums) {
      for (Measure measure : Measure.values()) {
        if (measure.isOfPatients()) {
          sum[measure.ordinal()] /= sum[PAIRS + 1];
        }
      }
    }
    return sums;
  }

  /** The measures over patients, in which one may stand several times. */
  static double[] measures(double[][] byPatient, int[] sample) {
    double[] all = new double[PAIRS + 2];
    for (int patient : sample) {
      double[] sums = byPatient[patient];
      for (int m = 0; m < all.length; m++) {
        all[m] += sums[m];
      }
    }
    double[] measures = new double[PAIRS];
    for (Measure measure : Measure.values()) {
      measures[measure.ordinal()] = all[measure.ordinal()] / sample.length;
    }
    measures[SELECTED] = all[SELECTED] / all[PAIRS + 1];
    measures[INTERACTING] = all[INTERACTING] / Math.max(all[PAIRS], 1);
    return measures;
  }
}
