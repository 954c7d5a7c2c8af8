package io.theriac.model.net;

import java.util.Arrays;

/**
 * What a code of one kind adds to everything that is linear in a visit's sum of codes, worked out
 * for each code in each role: gates of the recurrent unit, values or gates of the attentions,
 * queries. A visit then only adds rows up.
 *
 * <p>A row is {@code [W_1 v, W_2 v, …]} for the vector v of a code, in the order of the maps given.
 */
final class CompiledCodes {

  private final int codes;
  private final int width;
  private final float[][] rows;

  /**
   * @param vectors of all codes in all roles, role by role, [roles · codes][dim]
   * @param maps weights [out][dim], one after the other
   */
  CompiledCodes(float[] vectors, int codes, int dim, float[]... maps) {
    this.codes = codes;
    int all = 0;
    for (float[] map : maps) {
      all += map.length / dim;
    }
    width = all;
    rows = new float[vectors.length / dim][width];
    float[][] joined = joined(maps, dim);
    for (int r = 0; r < rows.length; r++) {
      float[] vector = Arrays.copyOfRange(vectors, r * dim, (r + 1) * dim);
      Floats.addProduct(vector, joined, rows[r], width);
    }
  }

  private float[][] joined(float[][] maps, int dim) {
    float[] stacked = new float[width * dim];
    int at = 0;
    for (float[] map : maps) {
      System.arraycopy(map, 0, stacked, at, map.length);
      at += map.length;
    }
    return Floats.transposed(stacked, width, dim);
  }

  /** How wide a row is. */
  int width() {
    return width;
  }

  /**
   * Adds up the first entries of the rows of a visit's codes.
   *
   * @param roles of the codes, or null if they have none
   */
  void sum(int[] visit, int[] roles, float[] into, int entries) {
    for (int i = 0; i < visit.length; i++) {
      int row = roles == null ? visit[i] : roles[i] * codes + visit[i];
      Floats.add(rows[row], into, entries);
    }
  }
}
