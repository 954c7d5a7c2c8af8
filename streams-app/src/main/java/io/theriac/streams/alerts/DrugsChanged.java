package io.theriac.streams.alerts;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.state.Consequence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What gives rise to a check for interactions. */
public sealed interface DrugsChanged {

  String patientKey();

  /** Event time of what gave rise to it. */
  Instant occurredAt();

  /**
   * An order began, changed, went on or ended.
   *
   * @param visitId of the event; empty if it is of no single visit
   */
  record OrderChanged(
      String patientKey, Optional<String> visitId, String placerOrderId, Instant occurredAt)
      implements DrugsChanged {}

  /** Orders of the patient may have ended: by a discharge, by their plan, by a cancelled visit. */
  record OrdersEnded(String patientKey, Instant occurredAt) implements DrugsChanged {}

  /** Any orders of an open visit may interact: it was reopened, or records were merged. */
  record OrdersActive(String patientKey, String visitId, Instant occurredAt)
      implements DrugsChanged {}

  /**
   * Medications were recommended for a visit that has closed.
   *
   * @param selected ATC codes at the model's level
   */
  record Recommended(ClosedVisit visit, List<Coding> selected, Instant occurredAt)
      implements DrugsChanged {

    @Override
    public String patientKey() {
      return visit.getPatientKey();
    }
  }

  /** What alerts stood on was taken back; they stand no longer. */
  record GroundGone(String patientKey, List<DdiAlert> alerts, Instant occurredAt)
      implements DrugsChanged {}

  /**
   * What an event about an order means for interactions, once the fold has applied it.
   *
   * @param visitId the visit that the fold found it to be of, if it is one
   */
  static DrugsChanged of(MedicationOrder order, Optional<String> visitId) {
    return new OrderChanged(
        order.getPatientKey(),
        visitId,
        order.getPlacerOrderId(),
        order.getHeader().getOccurredAt());
  }

  /** What a consequence of the fold means for interactions, in order. */
  static List<DrugsChanged> of(Consequence consequence) {
    if (consequence instanceof Consequence.Closed closed) {
      return List.of(new OrdersEnded(closed.revision().visit().getPatientKey(), closed.at()));
    } else if (consequence instanceof Consequence.Withdrawn visit) {
      return List.of(
          new GroundGone(visit.patientKey(), visit.alerts(), visit.at()),
          new OrdersEnded(visit.patientKey(), visit.at()));
    } else if (consequence instanceof Consequence.Reopened open) {
      return List.of(new OrdersActive(open.patientKey(), open.visitId(), open.at()));
    } else if (consequence instanceof Consequence.Joined joined) {
      return List.of(new OrdersActive(joined.patientKey(), joined.visitId(), joined.at()));
    } else if (consequence instanceof Consequence.OrdersEnded ended) {
      return List.of(new OrdersEnded(ended.patientKey(), ended.at()));
    }
    return List.of();
  }
}
