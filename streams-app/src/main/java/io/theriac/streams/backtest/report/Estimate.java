package io.theriac.streams.backtest.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;

/** A value with its 95 % percentile interval. */
public record Estimate(double value, double lower, double upper) {

  private static final double SCALE = 1e6;

  /**
   * @param rounds the value in each sample of a bootstrap; sorted here
   */
  static Estimate of(double value, double[] rounds) {
    Arrays.sort(rounds);
    return new Estimate(
        rounded(value),
        rounded(rounds[(int) (rounds.length * 0.025)]),
        rounded(rounds[Math.min(rounds.length - 1, (int) (rounds.length * 0.975))]));
  }

  /** To six digits: more would be noise to a reader. */
  static double rounded(double value) {
    return Math.round(value * SCALE) / SCALE;
  }

  /** Whether the interval lies on one side of zero. */
  @JsonIgnore
  public boolean isClear() {
    return lower > 0 || upper < 0;
  }
}
