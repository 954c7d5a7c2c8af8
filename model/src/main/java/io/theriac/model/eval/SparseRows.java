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
    float[][] of = split(w, width);
    float[] result = new float[rows * width];
    float[] sum = new float[width];
    for (int r = 0; r < rows; r++) {
      Arrays.fill(sum, 0);
      for (int i = start[r]; i < start[r + 1]; i++) {
        addScaled(value[i], of[column[i]], sum, width);
      }
      System.arraycopy(sum, 0, result, r * width, width);
    }
    return result;
  }

  /** {@code Xᵀ v}, of v [rows][width] and the result [columns][width], both row-major. */
  float[] transposedTimes(float[] v, int width) {
    return transposedTimes(value, v, width);
  }

  /** {@code (X ⊙ X)ᵀ v}. */
  float[] squaredTransposedTimes(float[] v, int width) {
    float[] squares = new float[start[rows]];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = value[i] * value[i];
    }
    return transposedTimes(squares, v, width);
  }

  private float[] transposedTimes(float[] values, float[] v, int width) {
    float[][] sums = new float[columns][width];
    float[] row = new float[width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(v, r * width, row, 0, width);
      for (int i = start[r]; i < start[r + 1]; i++) {
        addScaled(values[i], row, sums[column[i]], width);
      }
    }
    float[] result = new float[columns * width];
    for (int c = 0; c < columns; c++) {
      System.arraycopy(sums[c], 0, result, c * width, width);
    }
    return result;
  }

  private static float[][] split(float[] w, int width) {
    float[][] rows = new float[w.length / width][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(w, r * width, (r + 1) * width);
    }
    return rows;
  }

  /** Of whole arrays: with offsets the JIT compiler makes no vector code of it. */
  private static void addScaled(float by, float[] x, float[] y, int n) {
    for (int m = 0; m < n; m++) {
      y[m] += by * x[m];
    }
  }
}
