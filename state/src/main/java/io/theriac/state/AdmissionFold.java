package io.theriac.state;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;
import java.util.Optional;

/**
 * Admission, transfer, update, discharge and their cancellation and renumbering (HL7 ADT A01 to
 * A08, A11, A13, A50).
 *
 * <p>A visit is open once an admission is stated and closed once a discharge is, too, in whichever
 * order they come. Any event may state the admission; a discharge is stated by DISCHARGE, or by an
 * event after it that names it. A cancellation is a statement, too: that there is no discharge, or
 * no visit. Of all that is stated of one thing the latest by event time holds.
 */
final class AdmissionFold {

  private AdmissionFold() {}

  static Outcome apply(VisitLife life, Admission event, EventPosition position) {
    check(event);
    Rows rows = life.rows();
    String patient = event.getPatientKey();
    String visit = Visits.of(rows, patient, event.getVisitId(), event.getHeader().getOccurredAt());
    boolean renamed =
        event.getAction() == AdmissionAction.CHANGE_VISIT_NUMBER
            && VisitRenaming.rename(life, patient, event.getPriorVisitId(), visit);
    VisitHeader known = Visits.header(rows, patient, visit);
    HeaderChange change =
        new HeaderChange(life.touched(known), Stamps.of(event.getHeader(), position));
    change.patientClass(statedClass(event));
    change.admission(statedAdmission(event));
    change.discharge(statedDischarge(event));
    switch (event.getAction()) {
      case ADMIT, REGISTER -> change.cancelled(false);
      case CANCEL_ADMIT -> change.cancelled(true);
      case CANCEL_DISCHARGE -> change.noDischarge();
      default -> {}
    }
    VisitHeader next = change.result();
    Checks.inOrder("admittedAt", next.getAdmittedAt(), "dischargedAt", next.getDischargedAt());
    life.headerSaid(patient, known, next);
    Effect effect = renamed ? Effect.CHANGED : change.effect();
    return effect.outcome(Optional.of(visit), life);
  }

  private static void check(Admission event) {
    Checks.header(event.getHeader(), event.getPatientKey(), event.getVisitId());
    Checks.time("admittedAt", event.getAdmittedAt());
    Checks.time("dischargedAt", event.getDischargedAt());
    Checks.optionalKey("priorVisitId", event.getPriorVisitId());
    switch (event.getAction()) {
      case CHANGE_VISIT_NUMBER -> {
        if (event.getVisitId() == null
            || event.getPriorVisitId() == null
            || event.getVisitId().equals(event.getPriorVisitId())) {
          throw RejectedEvent.invalidField(
              "visitId and priorVisitId must both be given and differ in a CHANGE_VISIT_NUMBER: send the new and the old id.");
        }
      }
      case UNKNOWN ->
          throw RejectedEvent.unsupported(
              "action is none this release knows: replay the event with a release that does.");
      case ADMIT, REGISTER, CANCEL_ADMIT, CANCEL_DISCHARGE -> {
        if (event.getVisitId() == null) {
          throw RejectedEvent.invalidField(
              "visitId is null in an %s: send the visit that it is about."
                  .formatted(event.getAction()));
        }
      }
      default -> {}
    }
  }

  private static String statedClass(Admission event) {
    return event.getPatientClass() == PatientClass.UNKNOWN ? null : event.getPatientClass().name();
  }

  private static Instant statedAdmission(Admission event) {
    boolean begins =
        event.getAction() == AdmissionAction.ADMIT || event.getAction() == AdmissionAction.REGISTER;
    return event.getAdmittedAt() == null && begins
        ? event.getHeader().getOccurredAt()
        : event.getAdmittedAt();
  }

  /** A discharge that other events than DISCHARGE name may be only planned. */
  private static Instant statedDischarge(Admission event) {
    Instant occurredAt = event.getHeader().getOccurredAt();
    Instant stated = event.getDischargedAt();
    if (event.getAction() == AdmissionAction.DISCHARGE) {
      return stated == null ? occurredAt : stated;
    }
    boolean past = stated != null && !stated.isAfter(occurredAt);
    return past ? stated : null;
  }
}
