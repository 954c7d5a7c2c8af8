package io.theriac.streams.fold;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import io.theriac.streams.deadletter.RejectedEventException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * What all clinical events have in common.
 *
 * @param value the event as it stands on its topic
 */
record ClinicalEvent(SpecificRecord value, EventHeader header, String patientKey) {

  /**
   * The event of a record.
   *
   * @throws RejectedEventException if the record has no value, or its key is not the patient's
   */
  static ClinicalEvent of(String recordKey, SpecificRecord value) {
    if (value == null) {
      throw invalid("The record has no value: send an event, clinical topics hold no tombstones.");
    }
    ClinicalEvent event = of(value);
    if (!event.patientKey().equals(recordKey)) {
      throw invalid(
          "The record's key is not its patientKey: send patientKey as the key, or events of one"
              + " patient come to different partitions.");
    }
    return event;
  }

  /** Name of the event's schema. */
  String type() {
    return value.getSchema().getName();
  }

  Instant occurredAt() {
    return header.getOccurredAt();
  }

  private static ClinicalEvent of(SpecificRecord value) {
    if (value instanceof Admission event) {
      return new ClinicalEvent(value, event.getHeader(), event.getPatientKey());
    }
    if (value instanceof PatientUpdate event) {
      return new ClinicalEvent(value, event.getHeader(), event.getPatientKey());
    }
    if (value instanceof Diagnosis event) {
      return new ClinicalEvent(value, event.getHeader(), event.getPatientKey());
    }
    if (value instanceof Procedure event) {
      return new ClinicalEvent(value, event.getHeader(), event.getPatientKey());
    }
    if (value instanceof LabResult event) {
      return new ClinicalEvent(value, event.getHeader(), event.getPatientKey());
    }
    if (value instanceof MedicationOrder event) {
      return new ClinicalEvent(value, event.getHeader(), event.getPatientKey());
    }
    throw new IllegalArgumentException(
        "%s is not a clinical event.".formatted(value.getSchema().getFullName()));
  }

  private static RejectedEventException invalid(String sentence) {
    return new RejectedEventException(DeadLetterReason.INVALID_FIELD, sentence);
  }
}
