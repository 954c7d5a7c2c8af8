package io.theriac.model.decode;

import io.theriac.model.eval.Predictions;
import io.theriac.model.eval.Ranking;
import io.theriac.model.eval.ThresholdSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chooses penalty and threshold on validation data. */
public final class DecodingSearch {

  private static final double[] PENALTIES = {
    0, 0.02, 0.04, 0.06, 0.07, 0.08, 0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3, 0.4, 0.6, 0.8, 1, 1.5,
    2, 3
  };
  private static final int REACH = 10;

  private final Predictions validation;
  private final float[][] weights;
  private final int[][] rankings;

  /**
   * A penalty with the threshold that goes best with it.
   *
   * @param jaccard on validation, averaged over a patient's visits, then over patients
   * @param pairs interacting pairs chosen together on validation, a visit
   */
  public record Candidate(Decoding decoding, double threshold, double jaccard, double pairs) {

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
      Candidate best = candidate(decoding, plain);
      for (int step = -REACH; step <= REACH && penalty > 0; step++) {
        double threshold = Math.round(plain * 100 + step) / 100.0;
        if (threshold >= 0.05 && threshold <= 0.95) {
          Candidate tried = candidate(decoding, threshold);
          best = tried.jaccard() > best.jaccard() ? tried : best;
        }
      }
      candidates.add(best);
    }
    return candidates;
  }

  /**
   * The smallest penalty that leaves at most a share of the interacting pairs that probability
   * alone chooses. It may cost so much validation Jaccard beside the best; where none does it at
   * that cost, the largest penalty that costs no more.
   */
  public static Candidate choose(List<Candidate> candidates, double share, double loss) {
    double best = candidates.stream().mapToDouble(Candidate::jaccard).max().orElseThrow();
    double pairs = candidates.get(0).pairs() * share;
    List<Candidate> affordable =
        candidates.stream().filter(candidate -> candidate.jaccard() >= best - loss).toList();
    return affordable.stream()
        .filter(candidate -> candidate.pairs() <= pairs)
        .findFirst()
        .orElseGet(() -> affordable.get(affordable.size() - 1));
  }

  private Candidate candidate(Decoding decoding, double threshold) {
    Decoder decoder = new Decoder(decoding, threshold, weights);
    double jaccard = 0;
    double pairs = 0;
    int patients = 0;
    int[] owners = validation.patients();
    for (int from = 0; from < owners.length; patients++) {
      int to = from;
      double ofPatient = 0;
      for (; to < owners.length && owners[to] == owners[from]; to++) {
        int[] chosen = decoder.select(validation.probabilities()[to], rankings[to]).medications();
        ofPatient += jaccard(chosen, validation.given()[to]);
        pairs += pairs(chosen);
      }
      jaccard += ofPatient / (to - from);
      from = to;
    }
    return new Candidate(decoding, threshold, jaccard / patients, pairs / owners.length);
  }

  private int pairs(int[] chosen) {
    int pairs = 0;
    for (int i = 0; i < chosen.length; i++) {
      for (int j = 0; j < i; j++) {
        pairs += weights[chosen[i]][chosen[j]] > 0 ? 1 : 0;
      }
    }
    return pairs;
  }

  private static double jaccard(int[] chosen, int[] given) {
    int right = 0;
    for (int medication : chosen) {
      right += Arrays.binarySearch(given, medication) >= 0 ? 1 : 0;
    }
    return (double) right / Math.max(1, chosen.length + given.length - right);
  }
}
