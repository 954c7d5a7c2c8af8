package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReplay;
import io.theriac.streams.deadletter.RecordPosition;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Which records were put back on their topics. A record is known by its position and timestamp: of
 * a topic that was made anew the positions come again.
 */
public final class ReplayMarks {

  private record Mark(RecordPosition position, Instant timestampOrNull) {}

  private final Set<Mark> marks = new HashSet<>();

  void add(DeadLetterReplay replay) {
    RecordPosition position =
        new RecordPosition(
            replay.getLetter().getTopic(),
            replay.getLetter().getPartition(),
            replay.getLetter().getOffset());
    marks.add(new Mark(position, replay.getTimestamp()));
  }

  /** Remembers the record of the letter; answers whether it was not known yet. */
  boolean add(DeadLetter letter) {
    return marks.add(markOf(letter));
  }

  /** Whether the record of the letter was put back. */
  public boolean holds(DeadLetter letter) {
    return marks.contains(markOf(letter));
  }

  private static Mark markOf(DeadLetter letter) {
    return new Mark(RecordPosition.of(letter), letter.getTimestamp());
  }
}
