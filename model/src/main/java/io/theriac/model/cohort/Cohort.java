package io.theriac.model.cohort;

import io.theriac.model.terminology.Fingerprint;

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
    CohortSummary summary) {

  /** Hex SHA-256 of the keys of the training patients, which says nothing of any of them. */
  public String trainingPatients() {
    Fingerprint keys = new Fingerprint();
    training.patients().stream().map(EncodedPatient::patientKey).sorted().forEach(keys::add);
    return keys.hex();
  }
}
