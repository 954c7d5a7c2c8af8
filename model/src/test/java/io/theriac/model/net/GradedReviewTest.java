package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradedReviewTest {

  /** g_0, then the rises to the knots 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5 and 1. */
  private static final float[] GRADES = {-1, 0.5f, 0, 0, 0, 0, 1, 0, 2};

  @ParameterizedTest
  @CsvSource({"0, -1", "0.01, -0.75", "0.02, -0.5", "0.2, -0.5", "0.25, 0", "0.4, 0.5", "1, 2.5"})
  void shouldFollowALineBetweenItsKnots(float effect, float expected) {
    assertThat(GradedReview.at(GRADES, effect)).isCloseTo(expected, within(1e-5f));
  }
}
