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
  private volatile boolean stopped;

  Load(Map<String, String> clients, Topics topics, long seed) {
    this.clients = new HashMap<>(clients);
    this.clients.put("max.block.ms", PATIENCE);
    this.clients.put("delivery.timeout.ms", PATIENCE);
    // A single broker that crashed knows only the last batch of each producer again.
    this.clients.put("max.in.flight.requests.per.connection", "1");
    this.topics = topics;
    this.seed = seed;
  }

  /**
   * Registers all patients, then publishes all events at this rate in a thread of its own.
   *
   * @return done when the broker has everything
   */
  CompletableFuture<Void> start(SampleWard ward, double eventsPerSecond) {
    publish(ward.registrations(), PublisherOptions.defaults());
    return CompletableFuture.runAsync(
        () -> publish(new Disturbances(topics, ward.events(), seed), eventsPerSecond),
        task -> new Thread(task, "chaos-load").start());
  }

  private void publish(Iterator<OutboundEvent> disturbed, double eventsPerSecond) {
    PublisherOptions paced = PublisherOptions.defaults().withEventsPerSecond(eventsPerSecond);
    try (UnreadableRecords broken = new UnreadableRecords(clients, seed)) {
      publish(new Stoppable(disturbed, broken), paced);
      unreadable = broken.positions();
    }
  }

  /** Publishes that so much time has passed that all visits are final. */
  void letTimePass() {
    publish(PassingTime.untilAllIsFinal(topics, lastTime).iterator(), PublisherOptions.defaults());
  }

  private void publish(Iterator<OutboundEvent> events, PublisherOptions options) {
    try (EventPublisher publisher = EventPublisher.connect(clients, options)) {
      publisher.publish(new Sent(events), 0);
    }
  }

  private void sent(OutboundEvent event) {
    expected.add(event);
    events++;
    if (event.occurredAt().isAfter(lastTime)) {
      lastTime = event.occurredAt();
    }
  }

  /** The events until they are stopped; with one of so many an unreadable record goes out. */
  private final class Stoppable implements Iterator<OutboundEvent> {
    private final Iterator<OutboundEvent> all;
    private final UnreadableRecords broken;

    Stoppable(Iterator<OutboundEvent> all, UnreadableRecords broken) {
      this.all = all;
      this.broken = broken;
    }

    @Override
    public boolean hasNext() {
      return !stopped && all.hasNext();
    }

    @Override
    public OutboundEvent next() {
      OutboundEvent event = all.next();
      if (events % UNREADABLE_EVERY == 0) {
        broken.send(event.topic(), event.key(), event.occurredAt().toEpochMilli());
      }
      return event;
    }
  }

  /** The events, each counted and told to the fold as it is taken. */
  private final class Sent implements Iterator<OutboundEvent> {
    private final Iterator<OutboundEvent> all;

    Sent(Iterator<OutboundEvent> all) {
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      return all.hasNext();
    }

    @Override
    public OutboundEvent next() {
      OutboundEvent event = all.next();
      sent(event);
      return event;
    }
  }

  /** Lets it end early. */
  void stop() {
    stopped = true;
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
    return new OutputCheck(expected.closed(), unreadable, expected::mayStand);
  }
}
