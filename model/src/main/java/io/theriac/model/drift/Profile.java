package io.theriac.model.drift;

import java.util.EnumMap;
import java.util.Map;

/** Counts by bin of each feature; not safe for use by several threads. */
public final class Profile {

  private final Map<Feature, long[]> counts = new EnumMap<>(Feature.class);

  /** Nothing seen yet. */
  static Profile empty(Map<Feature, Integer> bins) {
    Profile profile = new Profile();
    bins.forEach((feature, number) -> profile.counts.put(feature, new long[number]));
    return profile;
  }

  void count(Feature feature, int bin) {
    counts.get(feature)[bin]++;
  }

  /** Adds what another with the same bins has seen. */
  public void add(Profile other) {
    other.counts.forEach(
        (feature, seen) -> {
          long[] sum = counts.computeIfAbsent(feature, f -> new long[seen.length]);
          for (int bin = 0; bin < seen.length; bin++) {
            sum[bin] += seen[bin];
          }
        });
  }

  /** Counts by bin. */
  public long[] of(Feature feature) {
    return counts.get(feature).clone();
  }
}
