package io.theriac.model.net;

/**
 * Arithmetic on plain arrays, written so that the JIT compiler turns it into vector code. That of
 * JDK 17 does not where an index adds a variable to the loop's own, as in {@code x[from + i]}: the
 * same product then took four times as long. So a matrix is an array of rows.
 */
final class Floats {

  private static final float LARGEST = 87;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;
  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  /** From here on tanh is 1 to a float. */
  private static final float FLAT = 9.5f;

  private Floats() {}

  /** {@code y[i] += a x[i]} for i below n. */
  static void addScaled(float a, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += a * x[i];
    }
  }

  /** {@code y[i] += x[i]} for i below n. */
  static void add(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += x[i];
    }
  }

  /** {@code y += x W}: x [rows], W [rows][width], y [width]. */
  static void addProduct(float[] x, float[][] w, float[] y, int width) {
    int i = 0;
    for (; i + 4 <= w.length; i += 4) {
      four(x[i], x[i + 1], x[i + 2], x[i + 3], w[i], w[i + 1], w[i + 2], w[i + 3], y, width);
    }
    for (; i < w.length; i++) {
      addScaled(x[i], w[i], y, width);
    }
  }

  private static void four(
      float a,
      float b,
      float c,
      float d,
      float[] first,
      float[] second,
      float[] third,
      float[] fourth,
      float[] y,
      int width) {
    for (int j = 0; j < width; j++) {
      y[j] += a * first[j] + b * second[j] + c * third[j] + d * fourth[j];
    }
  }

  /** {@code y += relu(x) W}, which skips what is not positive. */
  static void addReluProduct(float[] x, float[][] w, float[] y, int width) {
    int positive = 0;
    int[] at = new int[w.length];
    for (int i = 0; i < w.length; i++) {
      if (x[i] > 0) {
        at[positive++] = i;
      }
    }
    int k = 0;
    for (; k + 4 <= positive; k += 4) {
      int a = at[k];
      int b = at[k + 1];
      int c = at[k + 2];
      int d = at[k + 3];
      four(x[a], x[b], x[c], x[d], w[a], w[b], w[c], w[d], y, width);
    }
    for (; k < positive; k++) {
      addScaled(x[at[k]], w[at[k]], y, width);
    }
  }

  /** [rows][columns], row-major, to [columns][rows]. */
  static float[][] transposed(float[] matrix, int rows, int columns) {
    float[][] result = new float[columns][rows];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        result[c][r] = matrix[r * columns + c];
      }
    }
    return result;
  }

  /** e^x to about seven digits; beyond ±87 that of ±87. */
  static float exp(float x) {
    float bounded = Math.max(-LARGEST, Math.min(LARGEST, x));
    float scaled = bounded * LOG2_E;
    int power = (int) (scaled < 0 ? scaled - 0.5f : scaled + 0.5f);
    float f = bounded - power * LN_2_HIGH - power * LN_2_LOW;
    float series =
        1 + f * (1 + f * (1 / 2f + f * (1 / 6f + f * (1 / 24f + f * (1 / 120f + f / 720f)))));
    return series * Float.intBitsToFloat((power + EXPONENT_BIAS) << MANTISSA_BITS);
  }

  static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  /** Replaces each x[i] by its {@link #sigmoid} for i below n, to 3e-7. */
  static void sigmoid(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = 0.5f + 0.5f * bend(0.5f * x[i]);
    }
  }

  /** Replaces each x[i] by its hyperbolic tangent for i below n, to 6e-7. */
  static void tanh(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = bend(x[i]);
    }
  }

  /**
   * tanh x without branches or bits, so that many are computed at once: Lambert's continued
   * fraction for a quarter of x, broken off after x⁷, and twice {@code tanh 2y = 2 tanh y / (1 +
   * tanh² y)}.
   */
  private static float bend(float x) {
    float y = 0.25f * Math.max(-FLAT, Math.min(FLAT, x));
    float s = y * y;
    float above = y * (135135 + s * (17325 + s * (378 + s)));
    float below = 135135 + s * (62370 + s * (3150 + s * 28));
    float quarter = above / below;
    float half = 2 * quarter / (1 + quarter * quarter);
    return 2 * half / (1 + half * half);
  }
}
