package io.theriac.state;

import io.theriac.state.rows.Stamp;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;

/** What one admission event changes of a visit's header; a null is not stated. */
final class HeaderChange {

  private final VisitHeader.Builder next;
  private final Stamp by;
  private final Effect lastEventEffect;
  private Effect effect = Effect.SEEN;
  private boolean stated;

  HeaderChange(VisitHeader known, Stamp by) {
    this.next = VisitHeader.newBuilder(known);
    this.by = by;
    Statement<String> before = new Statement<>("", known.getLastAdmissionEvent());
    Statement<String> after = before.after("", by);
    next.setLastAdmissionEvent(after.stamp());
    Effect ofEvent = before.effect(after, by);
    this.lastEventEffect = ofEvent == Effect.SAME ? Effect.CHANGED : ofEvent;
  }

  void patientClass(String said) {
    if (said != null) {
      var after = state(next.getPatientClass(), next.getPatientClassStamp(), said);
      next.setPatientClass(after.value()).setPatientClassStamp(after.stamp());
    }
  }

  void admission(Instant said) {
    if (said != null) {
      var after = state(next.getAdmittedAt(), next.getAdmittedStamp(), said);
      next.setAdmittedAt(after.value()).setAdmittedStamp(after.stamp());
    }
  }

  void discharge(Instant said) {
    if (said != null) {
      var after = state(next.getDischargedAt(), next.getDischargedStamp(), said);
      next.setDischargedAt(after.value()).setDischargedStamp(after.stamp());
    }
  }

  /** The discharge that was said is taken back. */
  void noDischarge() {
    Statement<Instant> after = state(next.getDischargedAt(), next.getDischargedStamp(), null);
    next.setDischargedAt(after.value()).setDischargedStamp(after.stamp());
  }

  void cancelled(boolean said) {
    var after = state(next.getCancelled(), next.getCancelledStamp(), said);
    next.setCancelled(after.value()).setCancelledStamp(after.stamp());
  }

  VisitHeader result() {
    return next.build();
  }

  /** Of what the event states; of the event itself if it states nothing that is kept. */
  Effect effect() {
    return stated ? effect : lastEventEffect;
  }

  private <V> Statement<V> state(V value, Stamp stamp, V said) {
    Statement<V> before = new Statement<>(value, stamp);
    Statement<V> after = before.after(said, by);
    effect = effect.and(before.effect(after, by));
    stated = true;
    return after;
  }
}
