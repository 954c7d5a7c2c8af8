package io.theriac.local.demo;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Sex;
import io.theriac.state.VisitRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Events that say nothing but that time has passed. */
public final class PassingTime {

  /** Enough patients that every partition has several. */
  private static final int PATIENTS = 64;

  private PassingTime() {}

  /** One event of a patient in every partition, so late that all coding has ended. */
  public static List<OutboundEvent> untilAllIsFinal(Topics topics, Instant lastEvent) {
    Instant later = lastEvent.plus(VisitRules.standard().codingGrace().multipliedBy(2));
    return IntStream.range(0, PATIENTS).mapToObj(i -> event(topics, "later-" + i, later)).toList();
  }

  private static OutboundEvent event(Topics topics, String patient, Instant at) {
    EventHeader header = new EventHeader(patient + "-" + at, "TIME", null, at, at);
    // Says something new at every time: a repetition would not move the clock.
    int birthYear = 1900 + (int) Math.floorMod(Duration.between(Instant.EPOCH, at).toDays(), 100L);
    PatientUpdate update =
        new PatientUpdate(
            header, patient, PatientAction.DEMOGRAPHICS, birthYear, Sex.UNKNOWN, null);
    return new OutboundEvent(topics.patients(), patient, update, at);
  }
}
