package io.theriac.model.decode;

import io.theriac.model.eval.Predictions;
import io.theriac.model.eval.Ranking;
import io.theriac.model.eval.ThresholdSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chooses penalty and threshold on validation data. */
public final class DecodingSearch {

  private static final double[] PENALTIES = {0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 1.5, 2, 3};
  private static final int REACH = 10;

  private final Predictions validation;
  private final float[][] weights;
  private final int[][] rankings;

  /**
   * A penalty with the threshold that goes best with it.
   *
   * @param jaccard on validation, averaged over a patient's visits, then over patients
   */
  public record Candidate(Decoding decoding, double threshold, double jaccard) {

    /** The decoder for medications with these interactions. */
    public Decoder decoder(float[][] weights) {
      return new Decoder(decoding, threshold, weights);
    }
  }

  public DecodingSearch(Predictions validation, float[][] weights) {
    this.validation = validation;
    this.weights = weights;
    this.rankings =
        Arrays.stream(validation.probabilities()).map(Ranking::descending).toArray(int[][]::new);
  }

  /** Every penalty tried, the smallest (0, probability alone) first. */
  public List<Candidate> candidates() {
    double plain = ThresholdSearch.search(validation).threshold();
    List<Candidate> candidates = new ArrayList<>();
    for (double penalty : PENALTIES) {
      Decoding decoding = Decoding.penalised(penalty);
      Candidate best = new Candidate(decoding, plain, jaccard(decoding, plain));
      for (int step = -REACH; step <= REACH && penalty > 0; step++) {
        double threshold = Math.round(plain * 100 + step) / 100.0;
        if (threshold >= 0.05 && threshold <= 0.95) {
          double jaccard = jaccard(decoding, threshold);
          if (jaccard > best.jaccard()) {
            best = new Candidate(decoding, threshold, jaccard);
          }
        }
      }
      candidates.add(best);
    }
    return candidates;
  }

  /** The largest penalty that costs at most so much validation Jaccard beside the best one. */
  public static Candidate safest(List<Candidate> candidates, double loss) {
    double best = candidates.stream().mapToDouble(Candidate::jaccard).max().orElseThrow();
    return candidates.stream()
        .filter(candidate -> candidate.jaccard() >= best - loss)
        .reduce((smaller, larger) -> larger)
        .orElseThrow();
  }

  private double jaccard(Decoding decoding, double threshold) {
    Decoder decoder = new Decoder(decoding, threshold, weights);
    double sum = 0;
    int patients = 0;
    int[] owners = validation.patients();
    for (int from = 0; from < owners.length; patients++) {
      int to = from;
      double ofPatient = 0;
      for (; to < owners.length && owners[to] == owners[from]; to++) {
        int[] chosen = decoder.select(validation.probabilities()[to], rankings[to]).medications();
        ofPatient += jaccard(chosen, validation.given()[to]);
      }
      sum += ofPatient / (to - from);
      from = to;
    }
    return sum / patients;
  }

  private static double jaccard(int[] chosen, int[] given) {
    int right = 0;
    for (int medication : chosen) {
      right += Arrays.binarySearch(given, medication) >= 0 ? 1 : 0;
    }
    return (double) right / Math.max(1, chosen.length + given.length - right);
  }
}
