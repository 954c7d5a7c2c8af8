package io.theriac.model.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void shouldComparePredictedWithGivenShares() {
    Predictions predictions =
        new Predictions(
            new int[] {0, 1}, new float[][] {{0.85f, 0.1f}, {0.81f, 1}}, new int[][] {{0}, {1}});

    Calibration calibration = Calibration.of(predictions);

    assertThat(calibration.bins()).extracting(Calibration.Bin::from).containsExactly(0.1, 0.8, 0.9);
    Calibration.Bin likely = calibration.bins().get(1);
    assertThat(likely.size()).isEqualTo(2);
    assertThat(likely.probability()).isCloseTo(0.83, within(1e-6));
    assertThat(likely.given()).isEqualTo(0.5);
    assertThat(calibration.expectedError()).isCloseTo((0.1 + 2 * 0.33) / 4, within(1e-6));
  }
}
