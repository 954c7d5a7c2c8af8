package io.theriac.model.eval;

import java.util.Arrays;

/** Orders medications by probability. */
public final class Ranking {

  private Ranking() {}

  /** Indices by falling probability; equal ones by index, NaN last. */
  public static int[] descending(float[] probabilities) {
    long[] keys = new long[probabilities.length];
    for (int i = 0; i < keys.length; i++) {
      float p = probabilities[i];
      int bits = Float.isNaN(p) ? Integer.MIN_VALUE : sortable(p);
      keys[i] = ((long) ~bits << 32) | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** An int that orders as the float does. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
