package io.theriac.state;

import io.theriac.schemas.avro.MergeLink;
import io.theriac.state.rows.IdentityRow;
import java.time.Instant;

/** Whether a patient key is retired or was erased. */
final class Identities {

  private Identities() {}

  /** What is known of the key; an empty row if nothing is. */
  static IdentityRow of(Rows rows, String patient) {
    IdentityRow known = rows.find(Keys.identity(patient));
    return known != null ? known : IdentityRow.newBuilder().build();
  }

  static boolean isRetired(IdentityRow identity) {
    return identity.getRetiredInto() != null;
  }

  /** Whether what happened at the time was erased. */
  static boolean isErased(IdentityRow identity, Instant occurredAt) {
    return identity.getErasedAt() != null && !occurredAt.isAfter(identity.getErasedAt());
  }

  /** The merge that retired the key. */
  static MergeLink link(IdentityRow identity) {
    return new MergeLink(identity.getMergeEventId(), identity.getMergedAt());
  }

  static void retire(Rows rows, String patient, String into, MergeLink by) {
    put(
        rows,
        patient,
        IdentityRow.newBuilder(of(rows, patient))
            .setRetiredInto(into)
            .setMergeEventId(by.getEventId())
            .setMergedAt(by.getMergedAt()));
  }

  static void restore(Rows rows, String patient) {
    put(
        rows,
        patient,
        IdentityRow.newBuilder(of(rows, patient))
            .setRetiredInto(null)
            .setMergeEventId(null)
            .setMergedAt(null));
  }

  /** Notes the erasure; a retired key stays retired, so that its later data still go on. */
  static void erase(Rows rows, String patient, Instant at) {
    IdentityRow known = of(rows, patient);
    put(
        rows,
        patient,
        IdentityRow.newBuilder(known).setErasedAt(Times.later(known.getErasedAt(), at)));
  }

  private static void put(Rows rows, String patient, IdentityRow.Builder row) {
    rows.put(Keys.identity(patient), row.build());
  }
}
