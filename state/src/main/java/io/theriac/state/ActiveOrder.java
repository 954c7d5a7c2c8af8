package io.theriac.state;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.OrderType;
import java.time.Instant;
import java.util.Optional;

/**
 * A medication order that is not over.
 *
 * @param medication the drug as ordered
 * @param startedAt first dose, perhaps still to come; empty if only its end is known
 * @param stoppedAt planned or real end, after the time asked for; empty if open
 */
public record ActiveOrder(
    Coding medication,
    String placerOrderId,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt,
    OrderType orderType) {}
