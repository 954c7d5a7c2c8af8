package io.theriac.model.drift;

/** What is compared between training and serving. */
public enum Feature {
  /** Probabilities of all medications of the vocabulary. */
  SCORES,
  /** Diagnoses of a visit. */
  DIAGNOSES,
  /** Procedures of a visit. */
  PROCEDURES,
  /** Medications given at a visit. */
  MEDICATIONS
}
