package io.theriac.streams.recommend;

import io.theriac.schemas.avro.InputPosition;
import java.time.Instant;

/**
 * A closed visit that waits for its recommendation.
 *
 * @param revision 1 for the first recommendation of the visit
 * @param occurredAt event time of the record that closed it
 * @param closeSeenAt wall clock when that record was processed
 * @param position where that record stands
 * @param failedModel fingerprint of the model that could not score it; empty if none failed. It is
 *     tried again with the next model
 */
public record PendingVisit(
    String patientKey,
    String visitId,
    int revision,
    Instant occurredAt,
    Instant closeSeenAt,
    InputPosition position,
    String failedModel) {

  PendingVisit failedWith(String model) {
    return new PendingVisit(
        patientKey, visitId, revision, occurredAt, closeSeenAt, position, model);
  }
}
