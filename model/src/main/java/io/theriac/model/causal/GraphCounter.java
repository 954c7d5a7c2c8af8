package io.theriac.model.causal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a causal graph from counts of visits: codes that occur together more often than by chance
 * are joined, and the more frequent one (of equals the lower index) points to the other, so that
 * there is no cycle.
 */
final class GraphCounter {

  private static final double LEAST_LIFT = 1.5;
  private static final int LEAST_COUNT = 5;

  private final int[] count;
  private final Map<Long, Integer> together = new HashMap<>();
  private int visits;

  GraphCounter(int codes) {
    count = new int[codes];
  }

  /** Counts the codes of one visit, each once. */
  void add(int... codes) {
    visits++;
    for (int i = 0; i < codes.length; i++) {
      count[codes[i]]++;
      for (int j = 0; j < i; j++) {
        together.merge(key(codes[i], codes[j]), 1, Integer::sum);
      }
    }
  }

  /** {@code n_ij ≥ 5 and n_ij n / (n_i n_j) > 1.5}, from the more frequent to the rarer code. */
  CausalGraph graph() {
    List<int[]> arrows = new ArrayList<>();
    together.forEach(
        (pair, both) -> {
          int low = (int) (pair >>> 32);
          int high = pair.intValue();
          double lift = both * (double) visits / ((double) count[low] * count[high]);
          if (both >= LEAST_COUNT && lift > LEAST_LIFT) {
            arrows.add(count[low] >= count[high] ? new int[] {low, high} : new int[] {high, low});
          }
        });
    return CausalGraph.of(count.length, arrows.toArray(int[][]::new));
  }

  private static long key(int a, int b) {
    return (long) Math.min(a, b) << 32 | Math.max(a, b);
  }
}
