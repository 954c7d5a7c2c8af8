package io.theriac.state;

import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.LabStatus;
import io.theriac.state.rows.LabRow;
import java.time.Instant;
import java.util.Optional;

/** Laboratory results: a correction replaces, a deleted or wrong result is withdrawn (HL7 ORU). */
final class LabFold {

  private LabFold() {}

  static Outcome apply(VisitLife life, LabResult event, EventPosition position) {
    check(event);
    Rows rows = life.rows();
    String patient = event.getPatientKey();
    Instant occurredAt = event.getHeader().getOccurredAt();
    String visit = Visits.of(rows, patient, event.getVisitId(), occurredAt);
    life.touch(patient, visit);
    boolean withdrawn =
        event.getStatus() == LabStatus.DELETED || event.getStatus() == LabStatus.WRONG;
    LabRow said =
        new LabRow(
            Stamps.of(event.getHeader(), position),
            !withdrawn,
            Codings.row(event.getTest()),
            event.getValue(),
            event.getUnit(),
            event.getObservedAt() == null ? occurredAt : event.getObservedAt());
    String source = event.getHeader().getSourceSystem();
    Effect effect =
        LastWriter.put(rows, Keys.lab(patient, visit, source, event.getResultId()), said);
    if (effect == Effect.CHANGED) {
      life.factsChanged(patient, visit);
    }
    return effect.outcome(Optional.of(visit), life);
  }

  private static void check(LabResult event) {
    Checks.header(event.getHeader(), event.getPatientKey(), event.getVisitId());
    Checks.text("resultId", event.getResultId());
    Checks.coding("test", event.getTest());
    Checks.number("value", event.getValue());
    Checks.display("unit", event.getUnit());
    Checks.time("observedAt", event.getObservedAt());
    if (event.getStatus() == LabStatus.UNKNOWN) {
      throw RejectedEvent.unsupported(
          "status is none this release knows: send PRELIMINARY, FINAL, CORRECTED, DELETED or WRONG.");
    }
  }
}
