package io.theriac.local.deadletter;

import io.theriac.streams.deadletter.RecordPosition;
import java.util.List;
import java.util.Map;

/**
 * What a replay did.
 *
 * @param replayedByTopic records put back, or that would be
 * @param before letters left out because their record was put back already
 * @param refused letters that cannot be put back, with a sentence each
 */
public record ReplayReport(Map<String, Long> replayedByTopic, long before, List<Refusal> refused) {

  /** A letter that cannot be put back, and why. */
  public record Refusal(RecordPosition position, String sentence) {}

  public ReplayReport {
    replayedByTopic = Map.copyOf(replayedByTopic);
    refused = List.copyOf(refused);
  }

  /** All records put back. */
  public long replayed() {
    return replayedByTopic.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether any letter was chosen at all. */
  public boolean foundNone() {
    return replayed() == 0 && before == 0 && refused.isEmpty();
  }
}
