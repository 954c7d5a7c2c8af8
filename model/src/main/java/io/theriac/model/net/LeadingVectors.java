package io.theriac.model.net;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The leading left singular vectors of a tall matrix, from the eigenvectors of its Gram matrix by
 * Jacobi rotations.
 */
final class LeadingVectors {

  private static final int SWEEPS = 30;
  private static final double SMALL = 1e-12;

  private LeadingVectors() {}

  /**
   * {@code U √S} of the leading singular values, [rows][count]; columns of no weight are 0.
   *
   * @param matrix [rows][columns], columns at least count
   */
  static float[][] of(float[][] matrix, int count) {
    int n = matrix[0].length;
    double[][] gram = gram(matrix, n);
    double[][] vectors = eigenvectors(gram);
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -gram[i][i]));
    float[][] result = new float[matrix.length][count];
    for (int k = 0; k < count; k++) {
      double singular = Math.sqrt(Math.max(0, gram[order[k]][order[k]]));
      if (singular < SMALL) {
        continue;
      }
      for (int r = 0; r < matrix.length; r++) {
        double sum = 0;
        for (int c = 0; c < n; c++) {
          sum += matrix[r][c] * vectors[c][order[k]];
        }
        result[r][k] = (float) (sum / Math.sqrt(singular));
      }
    }
    return result;
  }

  private static double[][] gram(float[][] matrix, int n) {
    double[][] gram = new double[n][n];
    for (float[] row : matrix) {
      for (int i = 0; i < n; i++) {
        if (row[i] != 0) {
          for (int j = 0; j < n; j++) {
            gram[i][j] += (double) row[i] * row[j];
          }
        }
      }
    }
    return gram;
  }

  /** Makes a symmetric matrix diagonal in place and returns its eigenvectors as columns. */
  private static double[][] eigenvectors(double[][] a) {
    int n = a.length;
    double[][] v = new double[n][n];
    double all = 0;
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
      all += a[i][i] * a[i][i];
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double off = 0;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          off += a[p][q] * a[p][q];
          if (a[p][q] != 0) {
            rotate(a, v, p, q);
          }
        }
      }
      if (off <= SMALL * all) {
        break;
      }
    }
    return v;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double kp = v[k][p];
      double kq = v[k][q];
      v[k][p] = c * kp - s * kq;
      v[k][q] = s * kp + c * kq;
    }
  }
}
