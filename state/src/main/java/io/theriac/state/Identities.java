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
    put(rows, patient, notRetired(rows, patient));
  }

  static void erase(Rows rows, String patient, Instant at) {
    IdentityRow.Builder next = notRetired(rows, patient);
    put(rows, patient, next.setErasedAt(Times.later(next.getErasedAt(), at)));
  }

  private static IdentityRow.Builder notRetired(Rows rows, String patient) {
    return IdentityRow.newBuilder(of(rows, patient))
        .setRetiredInto(null)
        .setMergeEventId(null)
        .setMergedAt(null);
  }

  private static void put(Rows rows, String patient, IdentityRow.Builder row) {
    rows.put(Keys.identity(patient), row.build());
  }
}
