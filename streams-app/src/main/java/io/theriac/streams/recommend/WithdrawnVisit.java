package io.theriac.streams.recommend;

import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.Recommendation;
import java.time.Instant;
import java.util.Optional;

/**
 * A visit that is no longer closed: what was recommended for it is taken back.
 *
 * @param revision of the withdrawal
 * @param standing the recommendation that stood, if one did
 * @param position the record that brought it about; empty if time alone did
 */
public record WithdrawnVisit(
    String patientKey,
    String visitId,
    int revision,
    Optional<Recommendation> standing,
    Instant occurredAt,
    Optional<InputPosition> position)
    implements VisitNews {}
