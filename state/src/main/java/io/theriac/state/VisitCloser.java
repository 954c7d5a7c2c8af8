package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.state.rows.PatientRow;
import io.theriac.state.rows.VisitHeader;
import java.util.Optional;

/** Closes visits, and closes them again when a late fact changes their content. */
final class VisitCloser {

  private VisitCloser() {}

  /** The visit's new revision; empty if it cannot close yet or its content is what it was. */
  static Optional<ClosedRevision> refresh(Rows rows, String patient, String visit) {
    VisitHeader header = Visits.header(rows, patient, visit);
    if (header.getAdmittedAt() == null || header.getDischargedAt() == null) {
      return Optional.empty();
    }
    ClosedVisit now = ClosedVisitAssembly.of(rows, patient, header);
    if (header.getClosedAt() != null) {
      RowKey<ClosedVisit> before = Keys.history(patient, header.getClosedAt(), visit);
      if (before.kind().codec().same(now, rows.find(before))) {
        return Optional.empty();
      }
      rows.delete(before);
    }
    VisitHeader next =
        VisitHeader.newBuilder(header)
            .setClosedAt(now.getDischargedAt())
            .setRevision(header.getRevision() + 1)
            .setVisitNumber(
                header.getVisitNumber() > 0 ? header.getVisitNumber() : nextNumber(rows, patient))
            .build();
    rows.put(Keys.history(patient, now.getDischargedAt(), visit), now);
    rows.put(Keys.header(patient, visit), next);
    return Optional.of(new ClosedRevision(now, next.getRevision(), next.getVisitNumber()));
  }

  private static int nextNumber(Rows rows, String patient) {
    PatientRow known = PatientFold.of(rows, patient);
    int number = known.getClosedVisits() + 1;
    rows.put(Keys.patient(patient), PatientRow.newBuilder(known).setClosedVisits(number).build());
    return number;
  }
}
