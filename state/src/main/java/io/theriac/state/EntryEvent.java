package io.theriac.state;

import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.Procedure;
import io.theriac.state.rows.CodedFact;
import io.theriac.state.rows.SnapshotMarker;
import java.util.List;

/** What diagnoses and procedures have in common. */
record EntryEvent(
    Kind<CodedFact> kind,
    Kind<SnapshotMarker> snapshotKind,
    EventHeader header,
    String patientKey,
    String visitId,
    EntryAction action,
    List<CodedEntry> entries) {

  static EntryEvent of(Diagnosis event) {
    return new EntryEvent(
        Kind.DIAGNOSIS,
        Kind.DIAGNOSIS_SNAPSHOT,
        event.getHeader(),
        event.getPatientKey(),
        event.getVisitId(),
        event.getAction(),
        event.getEntries());
  }

  static EntryEvent of(Procedure event) {
    return new EntryEvent(
        Kind.PROCEDURE,
        Kind.PROCEDURE_SNAPSHOT,
        event.getHeader(),
        event.getPatientKey(),
        event.getVisitId(),
        event.getAction(),
        event.getEntries());
  }

  /** The source's own id of the entry is its natural key, else its code is. */
  RowKey<CodedFact> key(String visit, CodedEntry entry) {
    String source = header.getSourceSystem();
    return entry.getEntryId() != null
        ? Keys.entry(kind, patientKey, visit, source, entry.getEntryId())
        : Keys.entry(
            kind,
            patientKey,
            visit,
            source,
            entry.getCoding().getSystem(),
            entry.getCoding().getCode());
  }
}
