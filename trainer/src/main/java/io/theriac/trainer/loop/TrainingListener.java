package io.theriac.trainer.loop;

/** Is told how training goes, on the training thread. */
@FunctionalInterface
public interface TrainingListener {

  /** Before the first step. */
  default void begun(TrainingOptions options) {}

  /** Something that the person who trains should know, as a sentence. */
  default void noted(String sentence) {}

  /** After each epoch; those that ran before an interruption are told again. */
  void epochDone(EpochReport report);

  /** After each step of an epoch. */
  default void stepDone(int epoch, int step, int steps) {}
}
