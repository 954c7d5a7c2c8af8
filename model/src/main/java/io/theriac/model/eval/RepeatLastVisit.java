package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;

/**
 * Predicts the medications of the visit before; at a patient's first visit those that {@link
 * MostFrequent} predicts. Below them, medications rank by frequency.
 */
public final class RepeatLastVisit implements Baseline {

  private final MostFrequent frequent;

  public RepeatLastVisit(MostFrequent frequent) {
    this.frequent = frequent;
  }

  @Override
  public String name() {
    return "repeatLastVisit";
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public Predictions predict(EncodedCohort cohort) {
    float[][] rows = new float[Predictions.visits(cohort)][];
    int row = 0;
    for (EncodedPatient patient : cohort.patients()) {
      EncodedVisit last = null;
      for (EncodedVisit visit : patient.visits()) {
        rows[row++] = last == null ? first() : after(last);
        last = visit;
      }
    }
    return Predictions.of(cohort, rows);
  }

  private float[] first() {
    float[] scores = byFrequency();
    for (int m = 0; m < scores.length; m++) {
      scores[m] += frequent.scores()[m] >= frequent.threshold() ? 0.5f : 0;
    }
    return scores;
  }

  private float[] after(EncodedVisit last) {
    float[] scores = byFrequency();
    for (int medication : last.medications()) {
      scores[medication] += 0.5f;
    }
    return scores;
  }

  /** From above 0 to below 0.5. */
  private float[] byFrequency() {
    float[] scores = frequent.scores().clone();
    for (int m = 0; m < scores.length; m++) {
      scores[m] *= 0.499f;
    }
    return scores;
  }
}
