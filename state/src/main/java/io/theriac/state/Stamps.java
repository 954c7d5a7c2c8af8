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

  /** Parts source and id of an event of another source than the stamp's; no valid text holds it. */
  private static final char OF_SOURCE = '\uFFFD';

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

  /**
   * Whether the event of {@code said} is among those that {@code known} remembers: ids are unique
   * only within their source.
   */
  static boolean isSeen(Stamp said, Stamp known) {
    return said.getSource().equals(known.getSource())
        ? known.getEventIds().containsAll(said.getEventIds())
        : events(known).containsAll(events(said));
  }

  /** The later stamp; of equal times it remembers the ids of both. */
  static Stamp join(Stamp said, Stamp known) {
    Stamp later = ORDER.compare(said, known) > 0 ? said : known;
    if (!sameTime(said, known)) {
      return later;
    }
    List<String> all = new ArrayList<>(events(known));
    events(said).stream().filter(event -> !all.contains(event)).forEach(all::add);
    int forgotten = Math.max(0, all.size() - REMEMBERED_IDS);
    String own = later.getSource() + OF_SOURCE;
    List<String> ids =
        all.stream()
            .skip(forgotten)
            .map(event -> event.startsWith(own) ? event.substring(own.length()) : event)
            .toList();
    return Stamp.newBuilder(later).setEventIds(ids).build();
  }

  /** What the stamp remembers, each with its source. */
  private static List<String> events(Stamp stamp) {
    String own = stamp.getSource() + OF_SOURCE;
    return stamp.getEventIds().stream()
        .map(id -> id.indexOf(OF_SOURCE) < 0 ? own + id : id)
        .toList();
  }
}
