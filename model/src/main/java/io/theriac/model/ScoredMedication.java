package io.theriac.model;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Reason;
import java.util.List;

/**
 * One medication and its score.
 *
 * @param medication ATC code at the model's level, with its name
 * @param probability from 0 to 1
 * @param selected whether the probability reaches the model's threshold
 * @param reasons the strongest contributions to the logit, strongest first; empty for medications
 *     far below the threshold
 */
public record ScoredMedication(
    Coding medication, double probability, boolean selected, List<Reason> reasons) {}
