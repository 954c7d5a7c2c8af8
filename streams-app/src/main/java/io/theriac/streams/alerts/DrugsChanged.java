package io.theriac.streams.alerts;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import java.time.Instant;
import java.util.List;

/** What gives rise to a check for interactions. */
public sealed interface DrugsChanged {

  /** Event time of what gave rise to it. */
  Instant occurredAt();

  /** An order of an open visit began, changed or went on. */
  record OrderChanged(String patientKey, String visitId, String placerOrderId, Instant occurredAt)
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
      implements DrugsChanged {}

  /** What alerts stood on was taken back; they stand no longer. */
  record GroundGone(List<DdiAlert> alerts, Instant occurredAt) implements DrugsChanged {}
}
