package io.theriac.model.drift;

import java.util.List;

/**
 * How often each bin of a feature was seen.
 *
 * @param labels of scores the least probability of each bin; of codes the most frequent ones as
 *     "system code", then one bin of all others
 */
public record Bins(List<String> labels, List<Long> counts) {

  public Bins {
    if (labels.isEmpty() || labels.size() != counts.size()) {
      throw new IllegalArgumentException(
          "%d labels and %d counts: there must be one count a label."
              .formatted(labels.size(), counts.size()));
    }
    labels = List.copyOf(labels);
    counts = List.copyOf(counts);
  }

  long[] array() {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }
}
