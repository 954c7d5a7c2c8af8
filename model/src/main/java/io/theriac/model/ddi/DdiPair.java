package io.theriac.model.ddi;

import io.theriac.schemas.avro.DdiSeverity;

/** One row of the interaction knowledge. The ATC codes may be classes, that is prefixes. */
public record DdiPair(
    String nameA,
    String atcA,
    String nameB,
    String atcB,
    DdiSeverity severity,
    String mechanism,
    String effect,
    String management,
    String source) {}
