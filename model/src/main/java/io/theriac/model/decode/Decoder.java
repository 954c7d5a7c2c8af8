package io.theriac.model.decode;

import io.theriac.model.eval.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses the medications of a visit: greedily, most probable first, each with its logit lowered by
 * its interactions with those already chosen.
 */
public final class Decoder {

  private final Decoding decoding;
  private final double threshold;
  private final float[][] weights;

  /**
   * A decoder.
   *
   * @param threshold probability from which a medication is chosen
   * @param weights of interacting pairs, [medications][medications]
   */
  public Decoder(Decoding decoding, double threshold, float[][] weights) {
    this.decoding = decoding;
    this.threshold = threshold;
    this.weights = weights;
  }

  /** Chooses by probability alone. */
  public static Decoder plain(double threshold) {
    return new Decoder(Decoding.plain(), threshold, new float[0][]);
  }

  /** Chooses among medications with these probabilities. */
  public Selection select(float[] probabilities) {
    return select(probabilities, Ranking.descending(probabilities));
  }

  /**
   * @param ranking as {@link Ranking#descending} gives it
   */
  Selection select(float[] probabilities, int[] ranking) {
    int[] chosen = new int[probabilities.length];
    int n = 0;
    double used = 0;
    List<Selection.Dropped> dropped = new ArrayList<>();
    for (int medication : ranking) {
      if (!(probabilities[medication] >= threshold)) {
        break;
      }
      double load = load(medication, chosen, n);
      boolean fits = used + load <= decoding.budget();
      double lowered = logit(probabilities[medication]) - decoding.penalty() * load;
      if (load == 0 || (fits && lowered >= logit(threshold))) {
        chosen[n++] = medication;
        used += load;
      } else {
        dropped.add(
            new Selection.Dropped(
                medication, gravest(medication, chosen, n), decoding.penalty() * load));
      }
    }
    return new Selection(Arrays.copyOf(chosen, n), dropped);
  }

  private double load(int medication, int[] chosen, int n) {
    double load = 0;
    for (int i = 0; i < n && weights.length > 0; i++) {
      load += weights[medication][chosen[i]];
    }
    return load;
  }

  private int gravest(int medication, int[] chosen, int n) {
    int gravest = chosen[0];
    for (int i = 1; i < n; i++) {
      if (weights[medication][chosen[i]] > weights[medication][gravest]) {
        gravest = chosen[i];
      }
    }
    return gravest;
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }
}
