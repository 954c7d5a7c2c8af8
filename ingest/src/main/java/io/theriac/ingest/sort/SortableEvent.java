package io.theriac.ingest.sort;

import io.theriac.ingest.OutboundEvent;
import java.util.Comparator;

/**
 * An event with its place in the total order: event time, then rank, patient and event id, so that
 * the order never depends on the order of rows.
 *
 * @param time event time, milliseconds since 1970-01-01T00:00Z
 * @param rank order among events of one instant, 0 first, at most 127
 */
record SortableEvent(long time, int rank, String eventId, OutboundEvent event) {

  static final Comparator<SortableEvent> ORDER =
      Comparator.comparingLong(SortableEvent::time)
          .thenComparingInt(SortableEvent::rank)
          .thenComparing(sortable -> sortable.event().key())
          .thenComparing(SortableEvent::eventId);

  boolean isSameEvent(SortableEvent other) {
    return other != null && ORDER.compare(this, other) == 0;
  }
}
