package io.theriac.trainer.loop;

import io.theriac.trainer.loop.TrainingOptions.Schedule;

/** A learning rate that rises linearly, then stays or falls as a half cosine to a thousandth. */
record RateSchedule(double largest, int warmUp, int steps, Schedule schedule) {

  private static final double FLOOR = 1e-3;

  /** The rate of a step, counted from 0. */
  double at(int step) {
    double rise = Math.min(1, (step + 1.0) / Math.max(1, warmUp));
    if (schedule == Schedule.CONSTANT) {
      return largest * rise;
    }
    double fall = 0.5 + 0.5 * Math.cos(Math.PI * Math.min(1, step / (double) steps));
    return largest * (rise * fall + FLOOR);
  }
}
