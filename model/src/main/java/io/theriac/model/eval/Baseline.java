package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;

/** A simple predictor that every model must be compared with. */
public interface Baseline {

  /** Short name, as it stands in metrics. */
  String name();

  /** Scores all visits of a cohort; they are ranks from 0 to 1, not probabilities. */
  Predictions predict(EncodedCohort cohort);

  /** The score from which a medication counts as predicted. */
  double threshold();
}
