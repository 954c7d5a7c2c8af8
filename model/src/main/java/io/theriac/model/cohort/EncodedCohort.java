package io.theriac.model.cohort;

import java.util.List;

/**
 * Patients as indices, and all that a network must know of the vocabularies.
 *
 * @param ddi interaction matrix of the medications, [medications][medications], symmetric, 0 or 1
 */
public record EncodedCohort(
    List<EncodedPatient> patients, int diagnoses, int procedures, int medications, float[][] ddi) {

  /** Whether time passes between the visits of anybody; in a cohort without dates it does not. */
  public boolean isDated() {
    return patients.stream()
        .map(EncodedPatient::visits)
        .anyMatch(visits -> visits.get(0).day() != visits.get(visits.size() - 1).day());
  }
}
