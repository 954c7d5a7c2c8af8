package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many dead letters there are, by reason and topic, and from when. */
public final class LetterSummary {

  /** Letters of one reason and topic. */
  record Group(
      DeadLetterReason reason,
      String topic,
      long letters,
      long replayed,
      Instant first,
      Instant last) {

    private Group and(Group other) {
      return new Group(
          reason,
          topic,
          letters + other.letters,
          replayed + other.replayed,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  private final Map<String, Group> groups = new TreeMap<>();

  /** Counts one letter. */
  public void add(DeadLetter letter, boolean replayed) {
    Instant at = letter.getFailedAt();
    groups.merge(
        letter.getReasonClass() + " " + letter.getTopic(),
        new Group(letter.getReasonClass(), letter.getTopic(), 1, replayed ? 1 : 0, at, at),
        Group::and);
  }

  /** The groups, largest first. */
  List<Group> groups() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong(Group::letters).reversed())
        .toList();
  }

  /** All letters. */
  public long letters() {
    return groups.values().stream().mapToLong(Group::letters).sum();
  }
}
