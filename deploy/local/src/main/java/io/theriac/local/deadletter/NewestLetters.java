package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.streams.deadletter.RecordPosition;
import io.theriac.streams.deadletter.ReplayOrigin;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The newest dead letters without their content: memory does not grow with the topic. */
public final class NewestLetters {

  /**
   * What an operator sees of a letter in a list.
   *
   * @param origin where the record stood first, if it was a replay
   */
  record Row(
      Instant failedAt,
      DeadLetterReason reason,
      RecordPosition position,
      Optional<RecordPosition> origin,
      boolean replayed,
      String sentence) {}

  private static final Comparator<Row> OLDEST_FIRST =
      Comparator.comparing(Row::failedAt).thenComparing(row -> row.position().toString());

  private final int limit;
  private final PriorityQueue<Row> newest = new PriorityQueue<>(OLDEST_FIRST);

  /**
   * @param limit how many are kept
   */
  public NewestLetters(int limit) {
    this.limit = limit;
  }

  /** Keeps the letter if it is among the newest. */
  public void add(DeadLetter letter, boolean replayed) {
    newest.add(
        new Row(
            letter.getFailedAt(),
            letter.getReasonClass(),
            RecordPosition.of(letter),
            ReplayOrigin.of(letter),
            replayed,
            letter.getReason()));
    if (newest.size() > limit) {
      newest.remove();
    }
  }

  /** The rows, newest first. */
  List<Row> rows() {
    return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }
}
