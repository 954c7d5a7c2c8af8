package io.theriac.state;

import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.state.rows.CodedFact;
import io.theriac.state.rows.SnapshotMarker;
import io.theriac.state.rows.Stamp;
import java.util.Optional;

/**
 * Diagnoses and procedures: entries added, changed or deleted one by one, or the whole set of one
 * source at once (HL7 DG1, PR1).
 */
final class EntryFold {

  private static final int MOST_ENTRIES = 10_000;

  private EntryFold() {}

  static Outcome apply(VisitLife life, EntryEvent event, EventPosition position) {
    check(event);
    Rows rows = life.rows();
    String patient = event.patientKey();
    String visit = Visits.of(rows, patient, event.visitId(), event.header().getOccurredAt());
    life.touch(patient, visit);
    Stamp by = Stamps.of(event.header(), position);
    Effect effect =
        event.action() == EntryAction.SNAPSHOT
            ? snapshot(rows, event, visit, by)
            : entries(rows, event, visit, by);
    if (effect == Effect.CHANGED) {
      life.factsChanged(patient, visit);
    }
    return effect.outcome(Optional.of(visit), life);
  }

  private static void check(EntryEvent event) {
    Checks.header(event.header(), event.patientKey(), event.visitId());
    if (event.action() == EntryAction.UNKNOWN) {
      throw RejectedEvent.unsupported(
          "action is none this release knows: replay the event with a release that does.");
    }
    int entries = event.entries().size();
    if (entries > MOST_ENTRIES) {
      throw RejectedEvent.invalidField(
          "entries holds %d entries: send at most %d in an event."
              .formatted(entries, MOST_ENTRIES));
    }
    if (entries == 0 && event.action() != EntryAction.SNAPSHOT) {
      throw RejectedEvent.invalidField(
          "entries is empty in an %s: only a SNAPSHOT may be empty.".formatted(event.action()));
    }
    for (CodedEntry entry : event.entries()) {
      Checks.coding("entries.coding", entry.getCoding());
      Checks.optionalText("entries.entryId", entry.getEntryId());
      Checks.time("entries.notedAt", entry.getNotedAt());
    }
  }

  private static Effect entries(Rows rows, EntryEvent event, String visit, Stamp by) {
    SnapshotMarker snapshot = rows.find(snapshotKey(event, visit));
    boolean present = event.action() != EntryAction.DELETE;
    Effect effect = Effect.SEEN;
    for (CodedEntry entry : event.entries()) {
      RowKey<CodedFact> key = event.key(visit, entry);
      if (snapshot == null || Stamps.ORDER.compare(by, snapshot.getStamp()) > 0) {
        effect = effect.and(LastWriter.put(rows, key, fact(entry, present, by)));
      } else {
        effect = effect.and(Effect.OLDER);
        if (Stamps.sameTime(by, snapshot.getStamp())) {
          // Remembered as void, so that its redelivery, at a later position, is known.
          LastWriter.put(rows, key, fact(entry, false, by));
        }
      }
    }
    return effect;
  }

  private static Effect snapshot(Rows rows, EntryEvent event, String visit, Stamp by) {
    RowKey<SnapshotMarker> markerKey = snapshotKey(event, visit);
    SnapshotMarker known = rows.find(markerKey);
    Statement<String> before = new Statement<>("", known == null ? null : known.getStamp());
    Statement<String> after = before.after("", by);
    Effect marked = before.effect(after, by);
    rows.put(markerKey, new SnapshotMarker(after.stamp()));
    if (marked == Effect.SEEN || marked == Effect.OLDER) {
      return marked;
    }
    Effect effect = Effect.SAME;
    for (CodedEntry entry : event.entries()) {
      effect = effect.and(LastWriter.put(rows, event.key(visit, entry), fact(entry, true, by)));
    }
    KeyRange ofSource =
        Keys.entriesOfSource(
            event.kind(), event.patientKey(), visit, event.header().getSourceSystem());
    return effect.and(Snapshots.withdrawOlder(rows, event.kind(), ofSource, by));
  }

  private static RowKey<SnapshotMarker> snapshotKey(EntryEvent event, String visit) {
    return Keys.snapshot(
        event.snapshotKind(), event.patientKey(), visit, event.header().getSourceSystem());
  }

  private static CodedFact fact(CodedEntry entry, boolean present, Stamp by) {
    return new CodedFact(
        by, present, Codings.row(entry.getCoding()), entry.getRank(), entry.getNotedAt());
  }
}
