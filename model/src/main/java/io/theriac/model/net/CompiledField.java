package io.theriac.model.net;

import java.util.stream.IntStream;

/** {@link DdiField} for one visit on plain arrays; only interacting pairs are stored. */
final class CompiledField {

  private static final int STEPS = 2;

  private final int[][] partners;
  private final float[][] coupling;
  private final float[] usual;

  CompiledField(Network network) {
    float[][] strength = network.table("field.strength");
    float[][] ddi = network.table("interactions");
    float[] base = network.array("base").toFloatArray();
    int n = base.length;
    partners = new int[n][];
    coupling = new float[n][];
    usual = base.clone();
    Floats.sigmoid(usual, n);
    for (int i = 0; i < n; i++) {
      int row = i;
      partners[i] = IntStream.range(0, n).filter(j -> ddi[row][j] != 0).toArray();
      coupling[i] = new float[partners[i].length];
      for (int k = 0; k < partners[i].length; k++) {
        int j = partners[i][k];
        double both = strength[i][j] + strength[j][i];
        coupling[i][k] = (float) (-Math.log1p(Math.exp(both)) * ddi[i][j]);
      }
    }
  }

  /** The logits after the field, of those before it. */
  float[] apply(float[] before) {
    float[] z = before;
    for (int step = 0; step < STEPS; step++) {
      float[] likely = z.clone();
      Floats.sigmoid(likely, likely.length);
      float[] next = before.clone();
      for (int i = 0; i < next.length; i++) {
        float excess = likely[i] - usual[i];
        for (int k = 0; k < partners[i].length; k++) {
          next[partners[i][k]] += excess * coupling[i][k];
        }
      }
      z = next;
    }
    return z;
  }
}
