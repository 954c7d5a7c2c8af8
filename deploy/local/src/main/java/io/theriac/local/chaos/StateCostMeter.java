package io.theriac.local.chaos;

import io.theriac.ingest.EventPublisher;
import io.theriac.ingest.OutboundEvent;
import io.theriac.ingest.PublisherOptions;
import io.theriac.local.demo.Consumed;
import io.theriac.schemas.admin.TopicSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures what state costs. */
final class StateCostMeter {

  private static final String OPEN = "open";
  private static final int OPEN_VISITS = 1_000;

  /** Days: the visits are of many years, and none of them must count as abandoned. */
  private static final String FOR_EVER = "36500";

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Map<String, String> clients;
  private final Path directory;
  private final DiskUse disk;

  /**
   * @param directory of the application that holds the open visits
   */
  StateCostMeter(Map<String, String> clients, Path directory) {
    this.clients = clients;
    this.directory = directory;
    this.disk = new DiskUse(clients);
  }

  /**
   * Measures an application that has stopped, and open visits in one of their own.
   *
   * @param events that the application has processed
   */
  StateCost measure(Application application, Path state, long events) {
    Application holder =
        new Application(clients, OPEN, directory).provisioned(TopicSettings.singleBroker());
    OpenVisits open = new OpenVisits(SampleWard.sample(holder.topics()), OPEN_VISITS);
    Path openState = hold(holder, open.events());
    double visits = OPEN_VISITS;
    return new StateCost(
        (double) DiskUse.tables(state) / events,
        (double) disk.changelogs(application.id()) / events,
        open.events().size() / visits,
        DiskUse.tables(openState) / visits,
        disk.changelogs(OPEN) / visits);
  }

  /** Lets an application take in the events and stop; says where its state is. */
  private Path hold(Application application, List<OutboundEvent> events) {
    try (Instance instance = application.instance("one", Map.of("abandoned.after.days", FOR_EVER));
        Consumed consumed = new Consumed(clients, application.id(), application.topics());
        EventPublisher publisher = EventPublisher.connect(clients, PublisherOptions.defaults())) {
      instance.start();
      publisher.publish(events.iterator(), events.size());
      Waiting.until("open visits are taken in", LIMIT, () -> consumed.lag() == 0);
      return instance.state();
    }
  }
}
