package io.theriac.ingest.mimic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the rules of a cohort found and left out, in the order in which they were applied. */
public final class RuleCounts {

  private final Map<String, Long> counts = new LinkedHashMap<>();

  void add(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Counts by what they count. */
  public Map<String, Long> byRule() {
    return Collections.unmodifiableMap(counts);
  }
}
