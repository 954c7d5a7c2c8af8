package io.theriac.it;

import io.theriac.ingest.EventStream;
import io.theriac.ingest.ImportOptions;
import io.theriac.ingest.OutboundEvent;
import io.theriac.ingest.Pseudonymizer;
import io.theriac.ingest.SyntheaImporter;
import io.theriac.local.demo.ExpectedVisits;
import io.theriac.local.demo.PassingTime;
import io.theriac.local.demo.Sample;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Events of some patients of the bundled sample, and what they must come to. */
final class SamplePatients {

  private SamplePatients() {}

  /** All events of about one in so many patients, in event-time order. */
  static List<OutboundEvent> oneIn(int n, Topics topics) {
    List<OutboundEvent> events = new ArrayList<>();
    ImportOptions options = ImportOptions.defaults().withTopics(topics);
    try (EventStream all =
        SyntheaImporter.read(Sample.tables(), Pseudonymizer.forSyntheticData(), options)) {
      all.forEachRemaining(
          event -> {
            if (Math.floorMod(event.key().hashCode(), n) == 0) {
              events.add(event);
            }
          });
    }
    return events;
  }

  /**
   * The events, and then one of a patient in every partition so much later that all coding has
   * ended.
   */
  static List<OutboundEvent> untilAllIsFinal(List<OutboundEvent> events, Topics topics) {
    Instant end =
        events.stream().map(OutboundEvent::occurredAt).max(Comparator.naturalOrder()).orElseThrow();
    List<OutboundEvent> all = new ArrayList<>(events);
    all.addAll(PassingTime.untilAllIsFinal(topics, end));
    return all;
  }

  /** The closed visits that the pure fold, in one thread, makes of the events. */
  static Map<String, ClosedVisit> closedVisits(List<OutboundEvent> events) {
    ExpectedVisits visits = new ExpectedVisits();
    events.forEach(visits::add);
    return visits.closed();
  }

  /** Visits so that two maps of them can be compared. */
  static Map<String, String> asText(Map<String, ClosedVisit> visits) {
    return visits.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().toString(), (a, b) -> b, TreeMap::new));
  }
}
