package io.theriac.ingest;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.EventHeader;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * A clinical event ready to be published.
 *
 * @param key record key: the patient's pseudonym
 * @param occurredAt event time, which becomes the record's timestamp
 */
public record OutboundEvent(
    Topic<? extends SpecificRecord> topic, String key, SpecificRecord value, Instant occurredAt) {

  public OutboundEvent {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(occurredAt, "occurredAt");
  }

  /** The stable id in the event's header: a second import of the same row carries the same. */
  public String eventId() {
    int header = value.getSchema().getField("header").pos();
    return ((EventHeader) value.get(header)).getEventId();
  }
}
