package io.theriac.local.chaos;

import io.theriac.ingest.OutboundEvent;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Events of one patient as events of another, who is like the first in everything but names. */
final class Renamed {

  private static final String VISIT = "visitId";
  private static final String EVENT_ID = "eventId";

  private Renamed() {}

  /** The event with the suffix at the end of its patient key, visit id and event id. */
  static OutboundEvent by(String suffix, OutboundEvent event) {
    SpecificRecord value = copy(event.value());
    String patient = event.key() + suffix;
    put(value, "patientKey", patient);
    if (value.getSchema().getField(VISIT) != null && get(value, VISIT) != null) {
      put(value, VISIT, get(value, VISIT) + suffix);
    }
    SpecificRecord header = (SpecificRecord) get(value, "header");
    put(header, EVENT_ID, get(header, EVENT_ID) + suffix);
    return new OutboundEvent(event.topic(), patient, value, event.occurredAt());
  }

  private static SpecificRecord copy(SpecificRecord value) {
    return SpecificData.getForSchema(value.getSchema()).deepCopy(value.getSchema(), value);
  }

  private static Object get(SpecificRecord value, String field) {
    return value.get(value.getSchema().getField(field).pos());
  }

  private static void put(SpecificRecord value, String field, Object content) {
    value.put(value.getSchema().getField(field).pos(), content);
  }
}
