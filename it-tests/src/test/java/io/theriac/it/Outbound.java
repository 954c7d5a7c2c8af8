package io.theriac.it;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.state.fixture.PatientStory;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Stories as events ready to be published. */
final class Outbound {

  private Outbound() {}

  static List<OutboundEvent> of(PatientStory story, Topics topics) {
    return story.events().stream()
        .map(event -> new OutboundEvent(topic(event, topics), story.patient(), event, at(event)))
        .toList();
  }

  private static Topic<? extends SpecificRecord> topic(SpecificRecord event, Topics topics) {
    return topics.clinical().stream()
        .filter(topic -> topic.valueType().isInstance(event))
        .findFirst()
        .orElseThrow();
  }

  private static Instant at(SpecificRecord event) {
    return ((EventHeader) event.get(event.getSchema().getField("header").pos())).getOccurredAt();
  }
}
