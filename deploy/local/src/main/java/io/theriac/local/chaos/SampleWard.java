package io.theriac.local.chaos;

import io.theriac.ingest.EventStream;
import io.theriac.ingest.ImportOptions;
import io.theriac.ingest.OutboundEvent;
import io.theriac.ingest.Pseudonymizer;
import io.theriac.ingest.SyntheaImporter;
import io.theriac.local.demo.Sample;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.PatientUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * As many patients as a load needs: those of the bundled sample, and copies of them under other
 * names who live at the same time.
 */
final class SampleWard {

  private final List<OutboundEvent> sample;
  private final Map<String, Integer> copies = new HashMap<>();
  private long events;

  /**
   * @param wanted so many events, or a little more: patients are whole
   */
  SampleWard(Topics topics, long wanted) {
    sample = sample(topics);
    Map<String, Integer> counts = new TreeMap<>();
    sample.forEach(event -> counts.merge(event.key(), 1, Integer::sum));
    while (events < wanted) {
      for (Map.Entry<String, Integer> patient : counts.entrySet()) {
        if (events < wanted) {
          copies.merge(patient.getKey(), 1, Integer::sum);
          events += patient.getValue();
        }
      }
    }
  }

  /** The events of the bundled sample. */
  static List<OutboundEvent> sample(Topics topics) {
    List<OutboundEvent> events = new ArrayList<>();
    try (EventStream all =
        SyntheaImporter.read(
            Sample.tables(),
            Pseudonymizer.forSyntheticData(),
            ImportOptions.defaults().withTopics(topics))) {
      all.forEachRemaining(events::add);
    }
    return events;
  }

  /** The demographics of all patients, who are registered before they come. */
  Iterator<OutboundEvent> registrations() {
    return events(event -> event.value() instanceof PatientUpdate);
  }

  /** All other events of all patients in event-time order. */
  Iterator<OutboundEvent> events() {
    return events(event -> !(event.value() instanceof PatientUpdate));
  }

  private Iterator<OutboundEvent> events(Predicate<OutboundEvent> which) {
    return sample.stream()
        .filter(which)
        .flatMap(
            event ->
                IntStream.range(0, copies.getOrDefault(event.key(), 0))
                    .mapToObj(copy -> copy == 0 ? event : Renamed.by("-" + copy, event)))
        .iterator();
  }
}
