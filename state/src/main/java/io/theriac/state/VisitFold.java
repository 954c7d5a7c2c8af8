package io.theriac.state;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import org.apache.avro.specific.SpecificRecord;

/**
 * Folds clinical events into the rows of a patient.
 *
 * <p>A pure function of rows, event and position. Its laws: an event delivered again changes
 * nothing; the facts of a visit give the same closed visit in whatever order they arrive, because
 * of two statements about one thing the later event time holds, and of equal times the later
 * position; a replay gives the same rows.
 */
public final class VisitFold {

  private VisitFold() {}

  /**
   * Applies one event.
   *
   * @param rows rows of this patient, perhaps among others; changed in place unless the event is
   *     rejected
   * @param event a value of one of the clinical topics
   * @throws IllegalArgumentException if the event is of no clinical topic
   */
  public static Outcome apply(FactRows rows, SpecificRecord event, EventPosition position) {
    try {
      return fold(new Rows(rows), event, position);
    } catch (RejectedEvent rejected) {
      return rejected.outcome();
    }
  }

  private static Outcome fold(Rows rows, SpecificRecord event, EventPosition position) {
    if (event instanceof Admission admission) {
      return AdmissionFold.apply(rows, admission, position);
    }
    if (event instanceof Diagnosis diagnosis) {
      return EntryFold.apply(rows, EntryEvent.of(diagnosis), position);
    }
    if (event instanceof Procedure procedure) {
      return EntryFold.apply(rows, EntryEvent.of(procedure), position);
    }
    if (event instanceof LabResult lab) {
      return LabFold.apply(rows, lab, position);
    }
    if (event instanceof MedicationOrder order) {
      return OrderFold.apply(rows, order, position);
    }
    if (event instanceof PatientUpdate update) {
      return PatientFold.apply(rows, update, position);
    }
    throw new IllegalArgumentException(
        "%s is not a clinical event.".formatted(event.getSchema().getFullName()));
  }
}
