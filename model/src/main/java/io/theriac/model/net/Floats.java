package io.theriac.model.net;

/** Arithmetic on plain arrays, written so that the JIT compiler turns it into vector code. */
final class Floats {

  private static final float LARGEST = 87;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;
  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private Floats() {}

  /** {@code y[i] += a x[from + i]} for i below n. */
  static void addScaled(float a, float[] x, int from, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += a * x[from + i];
    }
  }

  /** {@code y[i] += x[from + i]} for i below n. */
  static void add(float[] x, int from, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += x[from + i];
    }
  }

  /** {@code y += x W}: x [n] from an offset, W [n][width] row-major, y [width]. */
  static void addProduct(float[] x, int from, int n, float[] w, float[] y, int width) {
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      four(x[from + i], x[from + i + 1], x[from + i + 2], x[from + i + 3], w, i * width, y, width);
    }
    for (; i < n; i++) {
      addScaled(x[from + i], w, i * width, y, width);
    }
  }

  private static void four(
      float a, float b, float c, float d, float[] w, int from, float[] y, int width) {
    int second = from + width;
    int third = second + width;
    int fourth = third + width;
    for (int j = 0; j < width; j++) {
      y[j] += a * w[from + j] + b * w[second + j] + c * w[third + j] + d * w[fourth + j];
    }
  }

  /** {@code y += relu(x) W}, which skips what is not positive. */
  static void addReluProduct(float[] x, int from, int n, float[] w, float[] y, int width) {
    for (int i = 0; i < n; i++) {
      if (x[from + i] > 0) {
        addScaled(x[from + i], w, i * width, y, width);
      }
    }
  }

  /** [rows][columns] to [columns][rows], both row-major. */
  static float[] transposed(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        result[c * rows + r] = matrix[r * columns + c];
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

  static float tanh(float x) {
    return 2 * sigmoid(2 * x) - 1;
  }
}
