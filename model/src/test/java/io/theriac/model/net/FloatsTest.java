package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class FloatsTest {

  @Property
  void shouldKnowPowersOfE(@ForAll @FloatRange(min = -87, max = 87) float x) {
    double exact = Math.exp(x);
    assertThat((double) Floats.exp(x)).isCloseTo(exact, within(4e-7 * exact));
  }

  @Property
  void shouldBendAsDefined(@ForAll @FloatRange(min = -200, max = 200) float x) {
    assertThat(Floats.sigmoid(x)).isCloseTo((float) (1 / (1 + Math.exp(-x))), within(3e-7f));
    float[] ofSigmoid = {x, 3};
    Floats.sigmoid(ofSigmoid, 1);
    assertThat(ofSigmoid[0]).isCloseTo((float) (1 / (1 + Math.exp(-x))), within(3e-7f));
    assertThat(ofSigmoid[1]).isEqualTo(3);
    float[] ofTanh = {x, 3};
    Floats.tanh(ofTanh, 1);
    assertThat(ofTanh[0]).isCloseTo((float) Math.tanh(x), within(6e-7f));
    assertThat(ofTanh[1]).isEqualTo(3);
  }

  @Property
  void shouldMultiplyAVectorByAMatrix(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = values(random, 11);
    float[][] w = Stream.generate(() -> values(random, 3)).limit(x.length).toArray(float[][]::new);
    float[] y = {1, 2, 3};
    float[] positive = {1, 2, 3};
    Floats.addProduct(x, w, y, 3);
    Floats.addReluProduct(x, w, positive, 3);
    for (int j = 0; j < 3; j++) {
      double sum = j + 1;
      double ofPositive = j + 1;
      for (int i = 0; i < x.length; i++) {
        sum += (double) x[i] * w[i][j];
        ofPositive += Math.max(0.0, x[i]) * w[i][j];
      }
      assertThat((double) y[j]).isCloseTo(sum, within(1e-3));
      assertThat((double) positive[j]).isCloseTo(ofPositive, within(1e-3));
    }
  }

  @Test
  void shouldTranspose() {
    assertThat(Floats.transposed(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
        .isDeepEqualTo(new float[][] {{1, 4}, {2, 5}, {3, 6}});
  }

  private static float[] values(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return values;
  }
}
