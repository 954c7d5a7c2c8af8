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
  private final List<List<Candidate>> tried = new ArrayList<>();

  /**
   * A penalty with a threshold.
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
    double plain = ThresholdSearch.search(validation).threshold();
    for (double penalty : PENALTIES) {
      tried.add(penalty == 0 ? List.of(candidate(Decoding.plain(), plain)) : at(penalty, plain));
    }
  }

  /** Thresholds around the one that is best without a penalty, which stands first. */
  private List<Candidate> at(double penalty, double plain) {
    Decoding decoding = Decoding.penalised(penalty);
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate(decoding, plain));
    for (int step = -REACH; step <= REACH; step++) {
      double threshold = Math.round(plain * 100 + step) / 100.0;
      if (step != 0 && threshold >= 0.05 && threshold <= 0.95) {
        candidates.add(candidate(decoding, threshold));
      }
    }
    return candidates;
  }

  /** Every penalty with the threshold that goes best with it, probability alone first. */
  public List<Candidate> curve() {
    return tried.stream().map(DecodingSearch::best).toList();
  }

  /**
   * Chooses penalty and threshold together: of those that leave at most a share of the interacting
   * pairs that probability alone chooses, the one with the best validation Jaccard. It may cost so
   * much beside the best of all; where none does it at that cost, the largest penalty that costs no
   * more.
   */
  public Candidate choose(double share, double loss) {
    return choose(tried, share, loss);
  }

  static Candidate choose(List<List<Candidate>> tried, double share, double loss) {
    double least = best(tried.stream().flatMap(List::stream).toList()).jaccard() - loss;
    double pairs = tried.get(0).get(0).pairs() * share;
    List<List<Candidate>> affordable =
        tried.stream()
            .map(some -> some.stream().filter(one -> one.jaccard() >= least).toList())
            .filter(some -> !some.isEmpty())
            .toList();
    List<Candidate> enough =
        affordable.stream().flatMap(List::stream).filter(one -> one.pairs() <= pairs).toList();
    return best(enough.isEmpty() ? affordable.get(affordable.size() - 1) : enough);
  }

  /** Of equal ones the first. */
  private static Candidate best(List<Candidate> candidates) {
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates) {
      best = candidate.jaccard() > best.jaccard() ? candidate : best;
    }
    return best;
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
