package io.theriac.streams.recommend;

import io.theriac.schemas.avro.InputPosition;
import java.time.Instant;
import java.util.Optional;

/**
 * A closed visit that waits for its recommendation.
 *
 * @param revision of the closed visit, from 1
 * @param visitNumber which of the patient's closed visits it is, from 1
 * @param isFinal whether coding has ended
 * @param dischargedAt of this revision: with patient and visit it finds the closed visit
 * @param occurredAt event time of what closed it
 * @param closeSeenAt wall clock when that was processed
 * @param position the record that closed it; empty if time alone did
 */
public record PendingVisit(
    String patientKey,
    String visitId,
    int revision,
    int visitNumber,
    boolean isFinal,
    Instant dischargedAt,
    Instant occurredAt,
    Instant closeSeenAt,
    Optional<InputPosition> position)
    implements VisitNews {}
