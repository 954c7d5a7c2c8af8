package io.theriac.ingest;

import io.theriac.ingest.sort.SortedEvents;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * All events of an import in event-time order, once through; close it to remove temporary files.
 *
 * <p>It can be delivered in parts: {@code takeFraction(0.7)} gives the first part as history, and
 * the stream itself goes on where that stopped.
 */
public final class EventStream implements Iterator<OutboundEvent>, AutoCloseable {

  private final SortedEvents events;
  private final ImportReport report;
  private OutboundEvent next;
  private long delivered;

  EventStream(SortedEvents events, ImportReport report) {
    this.events = events;
    this.report = report;
    this.next = events.next();
  }

  /** Number of events from the first to the last. */
  public long total() {
    return events.count();
  }

  /** Events handed out so far. */
  public long delivered() {
    return delivered;
  }

  /** Event time of the next event; empty at the end. */
  public Optional<Instant> nextTime() {
    return Optional.ofNullable(next).map(OutboundEvent::occurredAt);
  }

  /** What was read, made and left out. */
  public ImportReport report() {
    return report;
  }

  /** The next events up to a number of them. */
  public Iterator<OutboundEvent> take(long count) {
    long end = Math.addExact(delivered, Math.max(0, count));
    return part(() -> delivered < end);
  }

  /** The next events that occurred before an instant. */
  public Iterator<OutboundEvent> takeUntil(Instant end) {
    return part(() -> next.occurredAt().isBefore(end));
  }

  /**
   * The next events until this share of all events is delivered.
   *
   * @param fraction of the total, from 0 to 1
   */
  public Iterator<OutboundEvent> takeFraction(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "Fraction %s is not a share of the events: use 0 to 1.".formatted(fraction));
    }
    return take(Math.round(total() * fraction) - delivered);
  }

  private Iterator<OutboundEvent> part(BooleanSupplier wanted) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return next != null && wanted.getAsBoolean();
      }

      @Override
      public OutboundEvent next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return EventStream.this.next();
      }
    };
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public OutboundEvent next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    OutboundEvent event = next;
    next = events.next();
    delivered++;
    return event;
  }

  @Override
  public void close() {
    events.close();
  }
}
