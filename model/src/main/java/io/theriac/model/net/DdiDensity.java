package io.theriac.model.net;

import io.theriac.model.cohort.EncodedVisit;
import java.util.List;

/** Mean interaction density between sets of medications, the B of the inter-visit attention. */
final class DdiDensity {

  private final float[][] ddi;

  DdiDensity(float[][] ddi) {
    this.ddi = ddi;
  }

  /** Mean of the matrix over all pairs; 0 when a set is empty. */
  float between(int[] a, int[] b) {
    return a.length == 0 || b.length == 0 ? 0 : mean(rowSums(a), b) / a.length;
  }

  /**
   * B[t][v] for v < t. Both positions carry the medications of the visit before them, since those
   * of visit t are what is asked: B[t][v] is the density between visits t−1 and v−1.
   */
  float[][] ofPrevious(List<EncodedVisit> visits) {
    float[][] result = new float[visits.size()][visits.size()];
    for (int t = 2; t < result.length; t++) {
      int[] query = visits.get(t - 1).medications();
      if (query.length == 0) {
        continue;
      }
      float[] sums = rowSums(query);
      for (int v = 1; v < t; v++) {
        int[] key = visits.get(v - 1).medications();
        result[t][v] = key.length == 0 ? 0 : mean(sums, key) / query.length;
      }
    }
    return result;
  }

  /** The last row of {@link #ofPrevious}: B of the last visit with each before it. */
  float[] ofLast(List<EncodedVisit> visits) {
    int last = visits.size() - 1;
    float[] row = new float[last];
    int[] query = last < 2 ? new int[0] : visits.get(last - 1).medications();
    if (query.length > 0) {
      float[] sums = rowSums(query);
      for (int v = 1; v < last; v++) {
        int[] key = visits.get(v - 1).medications();
        row[v] = key.length == 0 ? 0 : mean(sums, key) / query.length;
      }
    }
    return row;
  }

  private float[] rowSums(int[] rows) {
    float[] sums = new float[ddi.length];
    for (int r : rows) {
      for (int m = 0; m < sums.length; m++) {
        sums[m] += ddi[r][m];
      }
    }
    return sums;
  }

  private static float mean(float[] values, int[] at) {
    float sum = 0;
    for (int i : at) {
      sum += values[i];
    }
    return sum / at.length;
  }
}
