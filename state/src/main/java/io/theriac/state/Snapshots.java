package io.theriac.state;

import io.theriac.state.rows.CodedFact;
import io.theriac.state.rows.SnapshotMarker;
import io.theriac.state.rows.Stamp;
import java.util.ArrayList;
import java.util.List;

/** Takes away what a source said of a visit before a snapshot of its own, and not in it. */
final class Snapshots {

  private Snapshots() {}

  /** Entries of all sources of the visit that are older than the source's snapshot. */
  static void withdrawOlder(Rows rows, String patient, String visit) {
    withdrawOlder(rows, Kind.DIAGNOSIS, Kind.DIAGNOSIS_SNAPSHOT, patient, visit);
    withdrawOlder(rows, Kind.PROCEDURE, Kind.PROCEDURE_SNAPSHOT, patient, visit);
  }

  private static void withdrawOlder(
      Rows rows,
      Kind<CodedFact> entries,
      Kind<SnapshotMarker> markers,
      String patient,
      String visit) {
    for (SnapshotMarker marker : rows.all(markers, Keys.snapshots(markers, patient, visit))) {
      Stamp by = marker.getStamp();
      withdrawOlder(
          rows, entries, Keys.entriesOfSource(entries, patient, visit, by.getSource()), by);
    }
  }

  /** Entries in the range that are older than the snapshot; whether any of them was present. */
  static Effect withdrawOlder(Rows rows, Kind<CodedFact> kind, KeyRange range, Stamp by) {
    List<byte[]> gone = new ArrayList<>();
    List<CodedFact> facts = new ArrayList<>();
    rows.scan(
        range,
        (key, value) -> {
          CodedFact fact = kind.codec().decode(value);
          if (Stamps.ORDER.compare(fact.getStamp(), by) < 0) {
            gone.add(key);
            facts.add(fact);
          }
          return true;
        });
    Effect effect = Effect.SAME;
    for (int i = 0; i < gone.size(); i++) {
      CodedFact fact = facts.get(i);
      if (fact.getPresent()) {
        effect = Effect.CHANGED;
      }
      if (Stamps.sameTime(fact.getStamp(), by)) {
        rows.put(gone.get(i), kind, CodedFact.newBuilder(fact).setPresent(false).build());
      } else {
        rows.delete(gone.get(i));
      }
    }
    return effect;
  }
}
