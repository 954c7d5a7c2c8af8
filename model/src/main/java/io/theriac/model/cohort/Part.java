package io.theriac.model.cohort;

/** What a patient's visits are for. */
public enum Part {
  TRAINING,
  VALIDATION,
  TEST
}
