package io.theriac.streams.recommend;

import io.theriac.schemas.avro.InputPosition;
import java.time.Instant;

/**
 * A closed visit that waits for its recommendation.
 *
 * @param revision of the closed visit, from 1
 * @param visitNumber which of the patient's closed visits it is, from 1
 * @param supersedes revision of the recommendation that stands for the visit; 0 if none does
 * @param dischargedAt of this revision: with patient and visit it finds the closed visit
 * @param occurredAt event time of the record that closed it
 * @param closeSeenAt wall clock when that record was processed
 * @param position where that record stands
 */
public record PendingVisit(
    String patientKey,
    String visitId,
    int revision,
    int visitNumber,
    int supersedes,
    Instant dischargedAt,
    Instant occurredAt,
    Instant closeSeenAt,
    InputPosition position) {

  /** The same visit, newly closed: nothing stands for it but what stood for its revision before. */
  PendingVisit superseding(int standing) {
    return new PendingVisit(
        patientKey,
        visitId,
        revision,
        visitNumber,
        standing,
        dischargedAt,
        occurredAt,
        closeSeenAt,
        position);
  }
}
