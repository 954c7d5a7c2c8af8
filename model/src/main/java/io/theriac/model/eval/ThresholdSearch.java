package io.theriac.model.eval;

/** Finds the threshold with the best Jaccard, on validation data only. */
public final class ThresholdSearch {

  private static final int FIRST = 5;
  private static final int LAST = 95;

  private ThresholdSearch() {}

  /**
   * The result of a search.
   *
   * @param threshold from 0.05 to 0.95 in steps of 0.01
   * @param jaccard at that threshold, averaged by patient
   */
  public record Best(double threshold, double jaccard) {}

  /**
   * Tries every threshold; of equal ones the lowest holds.
   *
   * @throws IllegalArgumentException if there are no visits
   */
  public static Best search(Predictions validation) {
    int visits = validation.patients().length;
    if (visits == 0) {
      throw new IllegalArgumentException("A threshold needs validation visits: there are none.");
    }
    int[] visitsOfPatient = new int[validation.patients()[visits - 1] + 1];
    for (int patient : validation.patients()) {
      visitsOfPatient[patient]++;
    }
    double[] jaccard = new double[LAST + 1];
    for (int visit = 0; visit < visits; visit++) {
      double weight = 1.0 / visitsOfPatient[validation.patients()[visit]] / visitsOfPatient.length;
      add(jaccard, validation.probabilities()[visit], validation.given()[visit], weight);
    }
    int best = FIRST;
    for (int step = FIRST; step <= LAST; step++) {
      best = jaccard[step] > jaccard[best] ? step : best;
    }
    return new Best(best / 100.0, jaccard[best]);
  }

  private static void add(double[] jaccard, float[] probabilities, int[] given, double weight) {
    int[] predicted = new int[LAST + 1];
    int[] right = new int[LAST + 1];
    for (float probability : probabilities) {
      count(predicted, probability);
    }
    for (int medication : given) {
      count(right, probabilities[medication]);
    }
    for (int step = FIRST; step <= LAST; step++) {
      int union = Math.max(predicted[step] + given.length - right[step], 1);
      jaccard[step] += weight * right[step] / union;
    }
  }

  /** Adds one to every threshold that the probability reaches. */
  private static void count(int[] byThreshold, float probability) {
    for (int step = FIRST; step <= LAST && probability >= step / 100.0; step++) {
      byThreshold[step]++;
    }
  }
}
