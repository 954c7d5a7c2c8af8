package io.theriac.model.cohort;

/**
 * Patients to learn from, in three parts, as indices into vocabularies of the training part.
 *
 * @param interactions weight of each pair of medications, [medications][medications]
 */
@SuppressWarnings("ArrayRecordComponent") // a large table, never compared
public record Cohort(
    EncodedCohort training,
    EncodedCohort validation,
    EncodedCohort test,
    Vocabularies vocabularies,
    float[][] interactions,
    CohortSummary summary) {}
