package io.theriac.model.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * How well probabilities agree with what was given, over all medications of all visits.
 *
 * @param bins ten of equal width, without the empty ones
 * @param expectedError mean distance of a bin's probability from its share given, weighted by size
 */
public record Calibration(List<Bin> bins, double expectedError) {

  private static final int BINS = 10;

  /**
   * Medications of similar probability.
   *
   * @param from least probability, inclusive
   * @param size how many
   * @param probability mean
   * @param given share that was given
   */
  public record Bin(double from, long size, double probability, double given) {}

  /** Sorts predictions into bins. */
  public static Calibration of(Predictions predictions) {
    long[] size = new long[BINS];
    double[] probability = new double[BINS];
    double[] given = new double[BINS];
    for (int visit = 0; visit < predictions.patients().length; visit++) {
      float[] row = predictions.probabilities()[visit];
      for (float p : row) {
        size[bin(p)]++;
        probability[bin(p)] += p;
      }
      for (int medication : predictions.given()[visit]) {
        given[bin(row[medication])]++;
      }
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    long all = 0;
    for (int b = 0; b < BINS; b++) {
      if (size[b] > 0) {
        bins.add(new Bin((double) b / BINS, size[b], probability[b] / size[b], given[b] / size[b]));
        error += Math.abs(probability[b] - given[b]);
        all += size[b];
      }
    }
    return new Calibration(List.copyOf(bins), all == 0 ? 0 : error / all);
  }

  private static int bin(float probability) {
    return Math.min(BINS - 1, (int) (probability * BINS));
  }
}
