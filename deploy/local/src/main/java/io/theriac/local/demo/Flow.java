package io.theriac.local.demo;

import io.theriac.ingest.EventPublisher;
import io.theriac.ingest.OutboundEvent;
import io.theriac.ingest.PublisherOptions;
import io.theriac.local.ui.ImportBars;
import io.theriac.local.ui.ProgressLine;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.PatientUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts events in and waits, by what can be observed from outside, until they are through. */
public final class Flow {

  private static final Duration STANDSTILL = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 200;
  private static final String PENDING = "theriac_pending_visits";

  private final Map<String, String> clients;
  private final AppProcess app;
  private final Consumed consumed;
  private final Map<String, Long> published = new TreeMap<>();
  private final ExpectedVisits expected;

  /**
   * @param clients addresses of broker and registry
   * @param expected learns which visits are closed by what is published
   */
  public Flow(
      Map<String, String> clients, AppProcess app, Consumed consumed, ExpectedVisits expected) {
    this.clients = clients;
    this.app = app;
    this.consumed = consumed;
    this.expected = expected;
  }

  /** Events published so far, by topic. */
  public Map<String, Long> published() {
    return published;
  }

  /** Publishes events and waits until the broker has them all. */
  public void publish(Iterator<OutboundEvent> events, long total) {
    try (ImportBars bars = new ImportBars();
        EventPublisher publisher =
            EventPublisher.connect(clients, PublisherOptions.defaults().withProgress(bars))) {
      publisher
          .publish(watched(events), total)
          .eventsByTopic()
          .forEach((topic, n) -> published.merge(topic, n, Long::sum));
    }
  }

  private Iterator<OutboundEvent> watched(Iterator<OutboundEvent> events) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return events.hasNext();
      }

      @Override
      public OutboundEvent next() {
        OutboundEvent event = events.next();
        if (decidesWhatIsClosed(event)) {
          expected.add(event);
        }
        return event;
      }
    };
  }

  /** Facts change what a closed visit holds, not whether it is closed. */
  private static boolean decidesWhatIsClosed(OutboundEvent event) {
    return event.value() instanceof Admission || event.value() instanceof PatientUpdate;
  }

  /** Publishes records that cannot be read. */
  public void publishBroken(Topics topics) {
    int broken = BrokenRecords.send(clients, topics.admissions());
    published.merge(topics.admissions().name(), (long) broken, Long::sum);
  }

  /** Waits until the application has committed everything published. */
  public void awaitProcessed() {
    long first = consumed.lag();
    if (first == 0) {
      return;
    }
    try (ProgressLine bar = new ProgressLine("Processing", "events", first)) {
      await(
          () -> "the application does not get further with its input",
          consumed::lag,
          lag -> {
            bar.at(Math.max(0, first - lag));
            return lag == 0;
          });
    }
  }

  /** Waits until the application serves the released version. */
  public void awaitModel(ModelRelease release) {
    await(
        "the application does not take over version " + release.getVersion(),
        () -> app.serves(release.getVersion()));
  }

  /** Waits until every closed visit has its recommendation on the topic, and no other visit. */
  public void awaitRecommendations(OutputTally outputs) {
    await(
        () ->
            "closed visits wait for their recommendation: %d have none, %d have one that are not closed"
                .formatted(
                    without(expected.closed().keySet(), recommended(outputs)),
                    without(recommended(outputs), expected.closed().keySet())),
        () -> {
          Set<String> recommended = recommended(outputs.refresh());
          return (long) app.metric(PENDING).orElse(1)
              + without(expected.closed().keySet(), recommended)
              + without(recommended, expected.closed().keySet());
        },
        left -> left == 0);
  }

  private static Set<String> recommended(OutputTally outputs) {
    return outputs.currentRecommendations().keySet();
  }

  private static long without(Set<String> keys, Set<String> others) {
    return keys.stream().filter(key -> !others.contains(key)).count();
  }

  private interface Done {
    boolean at(long value);
  }

  private void await(String trouble, BooleanSupplier done) {
    await(() -> trouble, () -> 0, nothing -> done.getAsBoolean());
  }

  /** Polls a value until it satisfies; gives up when it stands still for too long. */
  private void await(Supplier<String> trouble, LongSupplier value, Done done) {
    long last = value.getAsLong();
    Instant lastChange = Instant.now();
    while (!done.at(last)) {
      if (!app.isAlive()) {
        throw new DemoException("The application has ended: see " + app.log() + ".");
      }
      if (Duration.between(lastChange, Instant.now()).compareTo(STANDSTILL) > 0) {
        throw new DemoException(
            "For %d minutes %s; it says: %s. Its log: %s."
                .formatted(
                    STANDSTILL.toMinutes(), trouble.get(), app.readiness().strip(), app.log()));
      }
      pause();
      long now = value.getAsLong();
      if (now != last) {
        last = now;
        lastChange = Instant.now();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("Interrupted.");
    }
  }
}
