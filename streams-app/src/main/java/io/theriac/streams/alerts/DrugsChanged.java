package io.theriac.streams.alerts;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import java.time.Instant;
import java.util.List;

/** What gives rise to a check for interactions. */
public sealed interface DrugsChanged {

  /** When the event happened that gave rise to it. */
  Instant occurredAt();

  /** An order of an open visit began, changed or went on. */
  record OrderChanged(String patientKey, String visitId, String placerOrderId, Instant occurredAt)
      implements DrugsChanged {}

  /**
   * Medications were recommended for a visit that has closed.
   *
   * @param selected ATC codes at the model's level
   */
  record Recommended(ClosedVisit visit, List<Coding> selected, Instant occurredAt)
      implements DrugsChanged {}
}
