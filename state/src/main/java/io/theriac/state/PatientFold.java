package io.theriac.state;

import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Sex;
import io.theriac.state.rows.PatientRow;
import io.theriac.state.rows.Stamp;
import java.util.Optional;

/**
 * Demographics, merges and erasures (HL7 ADT A28, A31, A40). Visits take demographics as known when
 * they are put together.
 */
final class PatientFold {

  private PatientFold() {}

  static Outcome apply(VisitLife life, PatientUpdate event, EventPosition position) {
    check(event);
    switch (event.getAction()) {
      case MERGE -> {
        return new PatientMoves(life).merge(event);
      }
      case ERASE -> {
        return new PatientMoves(life).erase(event);
      }
      default -> {
        return demographics(life, event, position);
      }
    }
  }

  private static Outcome demographics(VisitLife life, PatientUpdate event, EventPosition position) {
    Rows rows = life.rows();
    RowKey<PatientRow> key = Keys.patient(event.getPatientKey());
    PatientRow known = of(rows, event.getPatientKey());
    PatientRow.Builder next = PatientRow.newBuilder(known);
    Stamp by = Stamps.of(event.getHeader(), position);
    Effect effect = Effect.SEEN;
    if (event.getBirthYear() != null) {
      Statement<Integer> before = new Statement<>(known.getBirthYear(), known.getBirthYearStamp());
      Statement<Integer> after = before.after(event.getBirthYear(), by);
      next.setBirthYear(after.value()).setBirthYearStamp(after.stamp());
      effect = effect.and(before.effect(after, by));
    }
    if (event.getSex() != Sex.UNKNOWN) {
      Statement<String> before = new Statement<>(known.getSex(), known.getSexStamp());
      Statement<String> after = before.after(event.getSex().name(), by);
      next.setSex(after.value()).setSexStamp(after.stamp());
      effect = effect.and(before.effect(after, by));
    }
    rows.put(key, next.build());
    return effect.outcome(Optional.empty(), life);
  }

  /** What is known of the patient; an empty row if nothing is. */
  static PatientRow of(Rows rows, String patient) {
    PatientRow known = rows.find(Keys.patient(patient));
    return known != null ? known : PatientRow.newBuilder().build();
  }

  private static void check(PatientUpdate event) {
    Checks.header(event.getHeader(), event.getPatientKey(), null);
    switch (event.getAction()) {
      case ERASE -> {}
      case MERGE -> {
        if (event.getRetiredPatientKey() == null) {
          throw RejectedEvent.invalidField(
              "retiredPatientKey is null in a MERGE: send the key that patientKey replaces.");
        }
        Checks.key("retiredPatientKey", event.getRetiredPatientKey());
      }
      case UNKNOWN ->
          throw RejectedEvent.unsupported(
              "action is none this release knows: replay the event with a release that does.");
      case DEMOGRAPHICS -> Checks.birthYear(event.getBirthYear());
    }
  }
}
