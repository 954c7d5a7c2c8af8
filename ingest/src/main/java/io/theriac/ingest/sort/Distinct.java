package io.theriac.ingest.sort;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** Ordered events without repetitions, which go elsewhere. */
final class Distinct implements Iterator<SortableEvent> {

  private final Iterator<SortableEvent> events;
  private final Consumer<SortableEvent> repeated;
  private SortableEvent next;

  Distinct(Iterator<SortableEvent> events, Consumer<SortableEvent> repeated) {
    this.events = events;
    this.repeated = repeated;
    advance(null);
  }

  private void advance(SortableEvent last) {
    next = null;
    while (next == null && events.hasNext()) {
      SortableEvent candidate = events.next();
      if (candidate.isSameEvent(last)) {
        repeated.accept(candidate);
      } else {
        next = candidate;
      }
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public SortableEvent next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    SortableEvent event = next;
    advance(event);
    return event;
  }
}
