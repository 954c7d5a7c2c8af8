package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeadingVectorsTest {

  @Test
  void shouldSplitAMatrixIntoSingularParts() {
    SplittableRandom random = new SplittableRandom(4);
    float[][] matrix = new float[30][6];
    for (float[] row : matrix) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (random.nextDouble() - 0.5);
      }
    }
    float[][] all = LeadingVectors.of(matrix, 6);

    double squares = 0;
    for (float[] row : matrix) {
      for (float value : row) {
        squares += value * value;
      }
    }
    double sum = 0;
    double before = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 6; k++) {
      double singular = product(all, k, k);
      assertThat(singular).as("of falling weight").isPositive().isLessThanOrEqualTo(before);
      for (int other = 0; other < k; other++) {
        assertThat(product(all, k, other)).as("at right angles").isCloseTo(0, within(1e-5));
      }
      sum += singular * singular;
      before = singular;
    }
    assertThat(sum).as("of the matrix's weight").isCloseTo(squares, within(1e-4));
  }

  @Test
  void shouldFindTheOneDirectionThereIs() {
    float[][] rankOne = {{2, 4}, {1, 2}, {0, 0}};
    float[][] found = LeadingVectors.of(rankOne, 2);

    double singular = Math.sqrt(4 + 16 + 1 + 4);
    assertThat(Math.abs(found[0][0]))
        .isCloseTo((float) (2 / Math.sqrt(5) * Math.sqrt(singular)), within(1e-4f));
    assertThat(found[0][0] / found[1][0]).isCloseTo(2f, within(1e-4f));
    assertThat(found[2][0]).isZero();
    assertThat(found[0][1]).isCloseTo(0, within(1e-3f));
  }

  private static double product(float[][] columns, int a, int b) {
    double sum = 0;
    for (float[] row : columns) {
      sum += (double) row[a] * row[b];
    }
    return sum;
  }
}
