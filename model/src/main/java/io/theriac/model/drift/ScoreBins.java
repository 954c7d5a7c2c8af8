package io.theriac.model.drift;

import java.util.Arrays;
import java.util.List;

/** Sorts probabilities into bins. */
final class ScoreBins {

  private final double[] edges;

  /**
   * @param labels the least probability of each bin, ascending from 0
   */
  ScoreBins(List<String> labels) {
    edges = labels.stream().mapToDouble(Double::parseDouble).toArray();
  }

  int bin(double probability) {
    int found = Arrays.binarySearch(edges, probability);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }
}
