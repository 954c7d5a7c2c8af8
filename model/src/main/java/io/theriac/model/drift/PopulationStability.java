package io.theriac.model.drift;

import java.util.Arrays;

/**
 * The population stability index: how far one distribution has moved from another. Below 0.1 counts
 * as stable, above 0.25 as moved, by the custom of credit scoring, where it comes from.
 */
public final class PopulationStability {

  /** Stands in for what was not seen, so that one empty bin does not make the index infinite. */
  private static final double UNSEEN = 0.5;

  private PopulationStability() {}

  /**
   * The index: the sum over bins of (now − reference) · ln(now / reference), both as shares.
   *
   * @param reference counts by bin
   * @param now counts by the same bins
   * @return 0 for equal distributions, else above; NaN if either is empty
   */
  public static double index(long[] reference, long[] now) {
    double all = Arrays.stream(reference).sum();
    double allNow = Arrays.stream(now).sum();
    if (all == 0 || allNow == 0) {
      return Double.NaN;
    }
    double index = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      double expected = (reference[bin] + UNSEEN) / (all + UNSEEN * reference.length);
      double found = (now[bin] + UNSEEN) / (allNow + UNSEEN * reference.length);
      index += (found - expected) * Math.log(found / expected);
    }
    return index;
  }
}
