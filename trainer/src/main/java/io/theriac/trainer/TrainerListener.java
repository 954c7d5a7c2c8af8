package io.theriac.trainer;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.eval.FitProgress;
import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainingListener;

/** Is told how a training goes, on the training thread. */
public interface TrainerListener extends TrainingListener {

  /** Hears nothing. */
  TrainerListener NONE = new TrainerListener() {};

  /** The cohort stands and training begins. */
  default void cohortBuilt(CohortSummary summary) {}

  /** The logistic regression to compare with is fitted; see {@link FitProgress}. */
  default void baselineFitted(int done, int total) {}

  /** A training with one of the seeds ended and was measured. */
  default void seedDone(int seed, ModelReport report) {}

  @Override
  default void epochDone(EpochReport report) {}
}
