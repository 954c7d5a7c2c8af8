package io.theriac.model;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Reason;
import java.util.List;

/**
 * One medication and its score.
 *
 * @param medication ATC code at the model's level, with its name
 * @param probability from 0 to 1
 * @param selected whether it is recommended: its probability reaches the model's threshold, and it
 *     was not left out for an interaction with a more probable one
 * @param reasons the strongest contributions to the logit, strongest first; of one that was left
 *     out for an interaction, that interaction first; empty for medications below the threshold
 */
public record ScoredMedication(
    Coding medication, double probability, boolean selected, List<Reason> reasons) {}
