package io.theriac.trainer.loop;

/** Is told how training goes, on the training thread. */
@FunctionalInterface
public interface TrainingListener {

  /** Before the first step. */
  default void begun(TrainingOptions options) {}

  /** After each epoch. */
  void epochDone(EpochReport report);

  /** After each step of an epoch. */
  default void stepDone(int epoch, int step, int steps) {}
}
