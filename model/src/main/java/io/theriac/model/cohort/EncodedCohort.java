package io.theriac.model.cohort;

import java.util.List;

/**
 * Patients as indices, and all that a network must know of the vocabularies.
 *
 * @param ddi interaction matrix of the medications, [medications][medications], symmetric, 0 or 1
 */
public record EncodedCohort(
    List<EncodedPatient> patients, int diagnoses, int procedures, int medications, float[][] ddi) {}
