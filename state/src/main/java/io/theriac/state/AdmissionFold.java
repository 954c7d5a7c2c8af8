package io.theriac.state;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.state.rows.OpenVisit;
import io.theriac.state.rows.Stamp;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Admission, transfer, update and discharge (HL7 ADT A01 to A08).
 *
 * <p>A visit is open once an admission is stated and closed once a discharge is, too, in whichever
 * order they come. Any event may state the admission; a discharge is stated by DISCHARGE, or by an
 * event after it that names it.
 */
final class AdmissionFold {

  private AdmissionFold() {}

  static Outcome apply(Rows rows, Admission event, EventPosition position) {
    check(event);
    String patient = event.getPatientKey();
    String visit = Visits.of(rows, patient, event.getVisitId(), event.getHeader().getOccurredAt());
    VisitHeader known = Visits.header(rows, patient, visit);
    Stamp by = Stamps.of(event.getHeader(), position);
    HeaderChange change = new HeaderChange(known, by);

    change.patientClass(statedClass(event));
    change.admission(statedAdmission(event));
    change.discharge(statedDischarge(event));
    VisitHeader next = change.result();

    Checks.inOrder("admittedAt", next.getAdmittedAt(), "dischargedAt", next.getDischargedAt());
    rows.put(Keys.header(patient, visit), next);
    keepOpenVisits(rows, patient, next);
    List<ClosedRevision> revisions =
        change.effect() == Effect.CHANGED
            ? VisitCloser.refresh(rows, patient, visit).stream().toList()
            : List.of();
    return change.effect().outcome(Optional.of(visit), revisions);
  }

  private static void check(Admission event) {
    Checks.header(event.getHeader(), event.getPatientKey(), event.getVisitId());
    Checks.time("admittedAt", event.getAdmittedAt());
    Checks.time("dischargedAt", event.getDischargedAt());
    switch (event.getAction()) {
      case CANCEL_ADMIT, CANCEL_DISCHARGE ->
          throw RejectedEvent.unsupported(
              "action %s is not supported yet: keep the event and replay it with a later release."
                  .formatted(event.getAction()));
      case UNKNOWN ->
          throw RejectedEvent.unsupported(
              "action is none this release knows: replay the event with a release that does.");
      case ADMIT, REGISTER -> {
        if (event.getVisitId() == null) {
          throw RejectedEvent.invalidField(
              "visitId is null in an %s: send the visit that begins.".formatted(event.getAction()));
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

  private static void keepOpenVisits(Rows rows, String patient, VisitHeader visit) {
    RowKey<OpenVisit> key = Keys.openVisit(patient, visit.getVisitId());
    if (visit.getAdmittedAt() != null && visit.getDischargedAt() == null) {
      rows.put(key, new OpenVisit(visit.getVisitId(), visit.getAdmittedAt()));
    } else {
      rows.delete(key);
    }
  }
}
