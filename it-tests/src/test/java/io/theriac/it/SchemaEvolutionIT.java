package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.ClosedVisit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source begins to send a newer version of a contract while the application is down. */
class SchemaEvolutionIT {

  @TempDir Path directory;

  @Test
  void shouldReadEventsOfANewerSchemaVersionAfterARestart() throws Exception {
    try (RunningApp app = new RunningApp("evolved", directory)) {
      List<OutboundEvent> events =
          SamplePatients.untilAllIsFinal(SamplePatients.oneIn(12, app.topics()), app.topics());
      Map<String, ClosedVisit> expected = SamplePatients.closedVisits(events);
      int half = events.size() / 2;

      app.flow().publish(events.subList(0, half).iterator(), half);
      app.kill();
      List<OutboundEvent> rest = events.subList(half, events.size());
      try (NewerAdmissions newer =
          new NewerAdmissions(SharedStack.clients(), app.topics().admissions())) {
        assertThat(newer.publish(rest)).isPositive();
      }
      List<OutboundEvent> others =
          rest.stream().filter(event -> !(event.value() instanceof Admission)).toList();
      app.flow().publish(others.iterator(), others.size());
      app.start();
      app.flow().awaitProcessed();

      assertThat(app.outputs().deadLetters()).isEmpty();
      assertThat(SamplePatients.asText(app.outputs().visits()))
          .isEqualTo(SamplePatients.asText(expected));
    }
  }
}
