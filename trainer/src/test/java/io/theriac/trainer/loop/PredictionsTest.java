package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.theriac.trainer.loop.TrainingOptions.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  private static float logit(double p) {
    return (float) Math.log(p / (1 - p));
  }

  private static final Predictions TWO_PATIENTS =
      new Predictions(
          List.of(
              new float[] {logit(0.9), logit(0.31), logit(0.05)},
              new float[] {logit(0.9), logit(0.2), logit(0.05)},
              new float[] {logit(0.05), logit(0.35), logit(0.05)}),
          List.of(
              new boolean[] {true, true, false},
              new boolean[] {true, false, false},
              new boolean[] {false, true, false}),
          List.of(0, 0, 1));

  @Test
  void shouldAverageVisitsOfAPatientFirst() {
    // At 0.5: visit 1 has one of two, visit 2 all, visit 3 nothing.
    assertThat(TWO_PATIENTS.jaccard(0.5)).isCloseTo((0.75 + 0) / 2, within(1e-9));
  }

  @Test
  void shouldChooseTheThresholdOfTheBestJaccard() {
    Predictions.Threshold best = TWO_PATIENTS.best();
    assertThat(best.jaccard()).isEqualTo(1);
    assertThat(best.probability()).isBetween(0.2, 0.31);
  }

  @Test
  void shouldCoolWhatIsTooSure() {
    Predictions sure =
        new Predictions(
            List.of(new float[] {6, 6, 6, -6}),
            List.of(new boolean[] {true, true, false, false}),
            List.of(0));
    assertThat(sure.temperature()).isGreaterThan(1.5);
    assertThat(sure.crossEntropy(sure.temperature())).isLessThan(sure.crossEntropy(1));
  }

  @Test
  void shouldWarmUpThenFall() {
    RateSchedule schedule = new RateSchedule(1, 10, 100, Schedule.COSINE);
    assertThat(schedule.at(0)).isCloseTo(0.1, within(0.01));
    assertThat(schedule.at(10)).isGreaterThan(schedule.at(5)).isGreaterThan(schedule.at(50));
    assertThat(schedule.at(99)).isLessThan(0.01).isPositive();
  }

  @Test
  void shouldWarmUpThenStayWhereTheRateIsConstant() {
    RateSchedule schedule = new RateSchedule(0.5, 10, 100, Schedule.CONSTANT);
    assertThat(schedule.at(0)).isCloseTo(0.05, within(1e-9));
    assertThat(schedule.at(10)).isEqualTo(schedule.at(99)).isEqualTo(0.5);
  }
}
