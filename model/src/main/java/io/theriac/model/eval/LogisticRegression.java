package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;
import java.util.function.IntConsumer;

/**
 * One logistic regression a medication on {@link HistoryFeatures}, the baseline that a network must
 * beat. Whether it uses times, regularisation and threshold are those of the best validation
 * Jaccard.
 */
public final class LogisticRegression implements Baseline {

  /** Tried from the strongest on, each fit starting from the one before. */
  private static final double[] PENALTIES = {64, 32, 16, 8, 4, 2, 1, 0.5, 0.25, 0.12, 0.06};

  /** How many weaker ones are tried without an improvement before the search ends. */
  private static final int PATIENCE = 3;

  private final HistoryFeatures features;
  private final float[] weights;
  private final int medications;
  private final double penalty;
  private final double threshold;

  private LogisticRegression(
      HistoryFeatures features,
      float[] weights,
      int medications,
      double penalty,
      double threshold) {
    this.features = features;
    this.weights = weights;
    this.medications = medications;
    this.penalty = penalty;
    this.threshold = threshold;
  }

  /** A regression and its validation Jaccard. */
  private record Fitted(LogisticRegression regression, double jaccard) {}

  /** Fits on the training part, chooses on the validation part. */
  public static LogisticRegression fit(
      EncodedCohort training, EncodedCohort validation, FitProgress progress) {
    int tried = PENALTIES.length;
    int total = training.isDated() ? 2 * tried : tried;
    progress.fitted(0, total);
    Fitted untimed = fitWith(false, training, validation, fits -> progress.fitted(fits, total));
    if (!training.isDated()) {
      return untimed.regression();
    }
    Fitted timed =
        fitWith(true, training, validation, fits -> progress.fitted(tried + fits, total));
    return (timed.jaccard() > untimed.jaccard() ? timed : untimed).regression();
  }

  private static Fitted fitWith(
      boolean timed, EncodedCohort training, EncodedCohort validation, IntConsumer fits) {
    HistoryFeatures features = new HistoryFeatures(training, timed);
    int medications = training.medications();
    ParallelFit fit = new ParallelFit(features.of(training), training);
    SparseRows rows = features.of(validation);
    Fitted best = null;
    int sinceBest = 0;
    for (int tried = 0; tried < PENALTIES.length && sinceBest < PATIENCE; tried++) {
      double penalty = PENALTIES[tried];
      float[] weights = fit.fit(penalty);
      ThresholdSearch.Best found =
          ThresholdSearch.search(predictions(validation, rows, weights, medications));
      sinceBest++;
      if (best == null || found.jaccard() > best.jaccard()) {
        sinceBest = 0;
        best =
            new Fitted(
                new LogisticRegression(features, weights, medications, penalty, found.threshold()),
                found.jaccard());
      }
      fits.accept(sinceBest == PATIENCE ? PENALTIES.length : tried + 1);
    }
    return best;
  }

  private static Predictions predictions(
      EncodedCohort cohort, SparseRows rows, float[] weights, int medications) {
    float[] flat = LogisticFit.probabilities(rows.times(weights, medications));
    float[][] probabilities = new float[rows.rows()][medications];
    for (int r = 0; r < probabilities.length; r++) {
      System.arraycopy(flat, r * medications, probabilities[r], 0, medications);
    }
    return Predictions.of(cohort, probabilities);
  }

  @Override
  public String name() {
    return "logisticRegression";
  }

  /** Whether it knows how much time passes between visits. */
  public boolean isTimed() {
    return features.timed();
  }

  /** The weight of ‖w‖²/2 that was chosen. */
  public double penalty() {
    return penalty;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Predictions predict(EncodedCohort cohort) {
    return predictions(cohort, features.of(cohort), weights, medications);
  }
}
