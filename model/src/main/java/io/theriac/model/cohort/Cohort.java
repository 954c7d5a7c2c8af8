package io.theriac.model.cohort;

/** Patients to learn from, in three parts, as indices into vocabularies of the training part. */
public record Cohort(
    EncodedCohort training,
    EncodedCohort validation,
    EncodedCohort test,
    Vocabularies vocabularies,
    CohortSummary summary) {}
