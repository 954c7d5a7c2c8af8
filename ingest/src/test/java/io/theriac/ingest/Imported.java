package io.theriac.ingest;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.MedicationOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The events of an import, read to the end, and its report. */
record Imported(List<OutboundEvent> events, ImportReport report) {

  static Imported from(EventStream stream) {
    try (stream) {
      List<OutboundEvent> events = new ArrayList<>();
      stream.forEachRemaining(events::add);
      return new Imported(events, stream.report());
    }
  }

  <V extends SpecificRecord> List<V> values(Class<V> type) {
    return events.stream()
        .map(OutboundEvent::value)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  <V extends SpecificRecord> V only(Class<V> type) {
    List<V> values = values(type);
    if (values.size() != 1) {
      throw new AssertionError("Expected one " + type.getSimpleName() + ": " + values.size());
    }
    return values.get(0);
  }

  Admission admission(AdmissionAction action) {
    return values(Admission.class).stream()
        .filter(event -> event.getAction() == action)
        .findFirst()
        .orElseThrow();
  }

  MedicationOrder order(MedicationAction action) {
    return values(MedicationOrder.class).stream()
        .filter(event -> event.getAction() == action)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Every event as text: Avro's own comparison fails on nullable times in arrays that were read
   * back.
   */
  List<String> lines() {
    return events.stream()
        .map(event -> event.occurredAt() + " " + event.topic().name() + " " + event.value())
        .toList();
  }
}
