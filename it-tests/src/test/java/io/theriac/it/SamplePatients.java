package io.theriac.it;

import io.theriac.ingest.EventStream;
import io.theriac.ingest.ImportOptions;
import io.theriac.ingest.OutboundEvent;
import io.theriac.ingest.Pseudonymizer;
import io.theriac.ingest.SyntheaImporter;
import io.theriac.local.demo.Sample;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.state.ClosedRevision;
import io.theriac.state.EventPosition;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.Outcome;
import io.theriac.state.VisitFold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** The closed visits that the pure fold, in one thread, makes of the events. */
  static Map<String, ClosedVisit> closedVisits(List<OutboundEvent> events) {
    InMemoryFactRows rows = new InMemoryFactRows();
    Map<String, ClosedVisit> visits = new TreeMap<>();
    long offset = 0;
    for (OutboundEvent event : events) {
      if (VisitFold.apply(rows, event.value(), new EventPosition(0, 0, offset++))
          instanceof Outcome.Closed closed) {
        for (ClosedRevision revision : closed.revisions()) {
          ClosedVisit visit = revision.visit();
          visits.put(visit.getPatientKey() + "|" + visit.getVisitId(), visit);
        }
      }
    }
    return visits;
  }
}
