package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.Arrays;

/** Predicts the k medications that are given most often, k chosen on validation data. */
public final class MostFrequent implements Baseline {

  private final float[] scores;
  private final double threshold;
  private final int k;

  private MostFrequent(float[] scores, int k) {
    this.scores = scores;
    this.k = k;
    this.threshold = scoreOfRank(k, scores.length);
  }

  /** Counts on the training part and chooses k by Jaccard on the validation part. */
  public static MostFrequent fit(EncodedCohort training, EncodedCohort validation) {
    float[] counts = new float[training.medications()];
    for (EncodedPatient patient : training.patients()) {
      for (EncodedVisit visit : patient.visits()) {
        for (int medication : visit.medications()) {
          counts[medication]++;
        }
      }
    }
    int[] ranking = Ranking.descending(counts);
    float[] scores = new float[counts.length];
    for (int rank = 1; rank <= ranking.length; rank++) {
      scores[ranking[rank - 1]] = scoreOfRank(rank, counts.length);
    }
    return new MostFrequent(scores, best(jaccards(ranking, validation)));
  }

  /** The Jaccard of each k, from 1 on at index 0, averaged over visits, then over patients. */
  private static double[] jaccards(int[] ranking, EncodedCohort validation) {
    double[] jaccard = new double[ranking.length];
    for (EncodedPatient patient : validation.patients()) {
      double weight = 1.0 / patient.visits().size() / validation.patients().size();
      for (EncodedVisit visit : patient.visits()) {
        int right = 0;
        for (int k = 1; k <= ranking.length; k++) {
          right += Arrays.binarySearch(visit.medications(), ranking[k - 1]) >= 0 ? 1 : 0;
          jaccard[k - 1] += weight * right / (k + visit.medications().length - right);
        }
      }
    }
    return jaccard;
  }

  private static int best(double[] jaccards) {
    int best = 1;
    for (int k = 2; k <= jaccards.length; k++) {
      best = jaccards[k - 1] > jaccards[best - 1] ? k : best;
    }
    return best;
  }

  @Override
  public String name() {
    return "mostFrequent";
  }

  /** How many medications it predicts. */
  public int k() {
    return k;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Predictions predict(EncodedCohort cohort) {
    float[][] rows = new float[Predictions.visits(cohort)][];
    Arrays.fill(rows, scores);
    return Predictions.of(cohort, rows);
  }

  float[] scores() {
    return scores;
  }

  /** From 1 for the first rank to 1/n for the last. */
  private static float scoreOfRank(int rank, int n) {
    return (n - rank + 1) / (float) n;
  }
}
