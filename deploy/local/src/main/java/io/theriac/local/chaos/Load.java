package io.theriac.local.chaos;

import io.theriac.ingest.EventPublisher;
import io.theriac.ingest.OutboundEvent;
import io.theriac.ingest.PublisherOptions;
import io.theriac.local.demo.ExpectedVisits;
import io.theriac.local.demo.PassingTime;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.InputPosition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A steady stream of events, published whatever happens to the broker: patient clients that try
 * again without doubling or reordering. The pure fold learns of each event as it is sent.
 */
final class Load {

  /** One record in so many cannot be read. */
  private static final int UNREADABLE_EVERY = 400;

  private static final String PATIENCE = Long.toString(TimeUnit.MINUTES.toMillis(15));

  private final Map<String, String> clients;
  private final Topics topics;
  private final long seed;
  private final ExpectedVisits expected = new ExpectedVisits();
  private List<InputPosition> unreadable = List.of();
  private Instant lastTime = Instant.EPOCH;
  private long events;

  Load(Map<String, String> clients, Topics topics, long seed) {
    this.clients = new HashMap<>(clients);
    this.clients.put("max.block.ms", PATIENCE);
    this.clients.put("delivery.timeout.ms", PATIENCE);
    this.topics = topics;
    this.seed = seed;
  }

  /** Publishes all at this rate, in a thread of its own; done when the broker has everything. */
  CompletableFuture<Void> start(SampleWard ward, double eventsPerSecond) {
    return CompletableFuture.runAsync(
        () -> publish(new Disturbances(topics, ward.events(), seed), eventsPerSecond),
        task -> new Thread(task, "chaos-load").start());
  }

  private void publish(Iterator<OutboundEvent> disturbed, double eventsPerSecond) {
    PublisherOptions options = PublisherOptions.defaults().withEventsPerSecond(eventsPerSecond);
    try (EventPublisher publisher = EventPublisher.connect(clients, options);
        UnreadableRecords broken = new UnreadableRecords(clients, seed)) {
      publisher.publish(watched(disturbed, broken), 0);
      publisher.publish(
          watched(PassingTime.untilAllIsFinal(topics, lastTime).iterator(), broken), 0);
      unreadable = broken.positions();
    }
  }

  private Iterator<OutboundEvent> watched(
      Iterator<OutboundEvent> events, UnreadableRecords broken) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return events.hasNext();
      }

      @Override
      public OutboundEvent next() {
        OutboundEvent event = events.next();
        sent(event, broken);
        return event;
      }
    };
  }

  private void sent(OutboundEvent event, UnreadableRecords broken) {
    expected.add(event);
    events++;
    if (event.occurredAt().isAfter(lastTime)) {
      lastTime = event.occurredAt();
    }
    if (events % UNREADABLE_EVERY == 0) {
      broken.send(event.topic(), event.key(), event.occurredAt().toEpochMilli());
    }
  }

  /** Events sent, redeliveries among them, without the unreadable records. */
  long events() {
    return events;
  }

  /** Where the unreadable records stand; known when all is published. */
  List<InputPosition> unreadable() {
    return unreadable;
  }

  /** What must have come out. */
  OutputCheck check() {
    return new OutputCheck(expected.closed(), unreadable);
  }
}
