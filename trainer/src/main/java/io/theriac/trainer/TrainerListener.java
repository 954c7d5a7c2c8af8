package io.theriac.trainer;

import io.theriac.model.cohort.CohortSummary;
import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainingListener;

/** Is told how a training goes, on the training thread. */
public interface TrainerListener extends TrainingListener {

  /** Hears nothing. */
  TrainerListener NONE = new TrainerListener() {};

  /** The cohort stands and training begins. */
  default void cohortBuilt(CohortSummary summary) {}

  /** Something that the person who trains should know, as a sentence. */
  default void noted(String sentence) {}

  @Override
  default void epochDone(EpochReport report) {}
}
