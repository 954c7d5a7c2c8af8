package io.theriac.model;

import io.theriac.schemas.avro.Coding;
import java.util.List;

/**
 * The scores of one visit.
 *
 * @param medications all medications of the vocabulary, most probable first
 * @param given the medications given at the visit, as ATC codes at the model's level
 * @param unknownCodes codes of the visit that the model could not use
 */
public record VisitScores(
    List<ScoredMedication> medications, List<Coding> given, List<Coding> unknownCodes) {}
