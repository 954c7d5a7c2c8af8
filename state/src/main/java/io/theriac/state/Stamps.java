package io.theriac.state;

import io.theriac.schemas.avro.EventHeader;
import io.theriac.state.rows.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which of two statements about the same thing holds: later event time, then later position. */
final class Stamps {

  static final Comparator<Stamp> ORDER =
      Comparator.comparing(Stamp::getOccurredAt)
          .thenComparingInt(Stamp::getTopicRank)
          .thenComparingInt(Stamp::getPartition)
          .thenComparingLong(Stamp::getOffset);

  /** More statements than these about one thing at one instant are not told from redeliveries. */
  private static final int REMEMBERED_IDS = 16;

  private Stamps() {}

  static Stamp of(EventHeader header, EventPosition position) {
    return new Stamp(
        header.getOccurredAt(),
        header.getSourceSystem(),
        position.topicRank(),
        position.partition(),
        position.offset(),
        List.of(header.getEventId()));
  }

  static boolean sameTime(Stamp a, Stamp b) {
    return a.getOccurredAt().equals(b.getOccurredAt());
  }

  /** Whether the event of {@code said} is among those that {@code known} remembers. */
  static boolean isSeen(Stamp said, Stamp known) {
    return known.getEventIds().containsAll(said.getEventIds());
  }

  /** The later stamp; of equal times it remembers the ids of both. */
  static Stamp join(Stamp said, Stamp known) {
    Stamp later = ORDER.compare(said, known) > 0 ? said : known;
    if (!sameTime(said, known)) {
      return later;
    }
    List<String> ids = new ArrayList<>(known.getEventIds());
    said.getEventIds().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
    int forgotten = Math.max(0, ids.size() - REMEMBERED_IDS);
    return Stamp.newBuilder(later).setEventIds(ids.subList(forgotten, ids.size())).build();
  }
}
