package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.streams.deadletter.RecordPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which dead letters are meant; an empty set, or no time, leaves none out.
 *
 * @param positions of the records that became dead letters
 * @param topics the records' topics
 * @param since when the letters were set aside, at the earliest
 */
public record LetterFilter(
    Set<RecordPosition> positions,
    Set<DeadLetterReason> reasons,
    Set<String> topics,
    Optional<Instant> since)
    implements Predicate<DeadLetter> {

  public LetterFilter {
    positions = Set.copyOf(positions);
    reasons = Set.copyOf(reasons);
    topics = Set.copyOf(topics);
  }

  /** Every dead letter. */
  public static LetterFilter all() {
    return new LetterFilter(Set.of(), Set.of(), Set.of(), Optional.empty());
  }

  /** The dead letters of one record: more than one if the application read it more than once. */
  public static LetterFilter at(RecordPosition position) {
    return new LetterFilter(Set.of(position), Set.of(), Set.of(), Optional.empty());
  }

  /** Whether it leaves none out. */
  public boolean isAll() {
    return equals(all());
  }

  @Override
  public boolean test(DeadLetter letter) {
    return (positions.isEmpty() || positions.contains(RecordPosition.of(letter)))
        && (reasons.isEmpty() || reasons.contains(letter.getReasonClass()))
        && (topics.isEmpty() || topics.contains(letter.getTopic()))
        && since.map(time -> !letter.getFailedAt().isBefore(time)).orElse(true);
  }
}
