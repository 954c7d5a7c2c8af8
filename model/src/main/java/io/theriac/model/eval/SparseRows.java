package io.theriac.model.eval;

import java.util.Arrays;

/** A matrix of which few entries are not 0, row by row. Rows are added, then it is only read. */
final class SparseRows {

  private final int columns;
  private int[] start = new int[1024];
  private int[] column = new int[16 * 1024];
  private float[] value = new float[16 * 1024];
  private int rows;

  SparseRows(int columns) {
    this.columns = columns;
  }

  /** Adds an entry to the row that {@link #endRow} will end. */
  void add(int atColumn, float entry) {
    int at = start[rows + 1];
    if (at == column.length) {
      column = Arrays.copyOf(column, 2 * at);
      value = Arrays.copyOf(value, 2 * at);
    }
    column[at] = atColumn;
    value[at] = entry;
    start[rows + 1]++;
  }

  void endRow() {
    rows++;
    if (rows + 1 == start.length) {
      start = Arrays.copyOf(start, 2 * start.length);
    }
    start[rows + 1] = start[rows];
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** {@code X w}, of w [columns][width] and the result [rows][width], both row-major. */
  float[] times(float[] w, int width) {
    float[] result = new float[rows * width];
    for (int r = 0; r < rows; r++) {
      for (int i = start[r]; i < start[r + 1]; i++) {
        addScaled(value[i], w, column[i] * width, result, r * width, width);
      }
    }
    return result;
  }

  /** {@code Xᵀ v}, of v [rows][width] and the result [columns][width], both row-major. */
  float[] transposedTimes(float[] v, int width) {
    float[] result = new float[columns * width];
    for (int r = 0; r < rows; r++) {
      for (int i = start[r]; i < start[r + 1]; i++) {
        addScaled(value[i], v, r * width, result, column[i] * width, width);
      }
    }
    return result;
  }

  /** {@code (X ⊙ X)ᵀ v}. */
  float[] squaredTransposedTimes(float[] v, int width) {
    float[] result = new float[columns * width];
    for (int r = 0; r < rows; r++) {
      for (int i = start[r]; i < start[r + 1]; i++) {
        addScaled(value[i] * value[i], v, r * width, result, column[i] * width, width);
      }
    }
    return result;
  }

  private static void addScaled(float by, float[] x, int from, float[] y, int to, int n) {
    for (int m = 0; m < n; m++) {
      y[to + m] += by * x[from + m];
    }
  }
}
