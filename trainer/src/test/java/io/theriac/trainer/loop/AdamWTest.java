package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.theriac.model.net.NetworkParameter;
import io.theriac.model.net.ParameterGroup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamWTest {

  private static final double RATE = 0.01;
  private static final double DECAY = 0.3;

  @Test
  void shouldStepAsPyTorchDoes() {
    // Tiny gradients, where the place of ε shows.
    float[] slope = {2e-8f, -3e-7f, 0.5f};
    float[] start = {0.4f, -1.2f, 2};
    float[] found = steps(start, slope, 1e9, 5);
    double[] expected = new double[start.length];
    for (int i = 0; i < start.length; i++) {
      expected[i] = byFormula(start[i], slope[i], 5);
      assertThat((double) found[i]).isCloseTo(expected[i], within(2e-6));
    }
  }

  @Test
  void shouldStepAsPyTorchsAdamWithoutDecay() {
    float[] start = {0.4f, -1.2f, 2};
    float[] slope = {2e-8f, -3e-7f, 0.5f};
    float[] found = steps(start, slope, 1e9, 5, 0, 0);
    for (int i = 0; i < start.length; i++) {
      assertThat((double) found[i]).isCloseTo(adam(start[i], slope[i], 5, 0), within(2e-6));
    }
    // The first step has the size of the rate, whatever the gradient.
    assertThat((double) steps(start, slope, 1e9, 1, 0, 0)[2]).isCloseTo(2 - RATE, within(1e-6));
  }

  @Test
  void shouldSendAPenaltyOnTheWeightsThroughTheMoments() {
    float[] start = {0.4f, -1.2f, 2};
    float[] slope = {1e-3f, -2e-3f, 0.5f};
    float[] found = steps(start, slope, 1e9, 5, DECAY, 0.005);
    for (int i = 0; i < start.length; i++) {
      assertThat((double) found[i]).isCloseTo(adam(start[i], slope[i], 5, 2 * 0.005), within(2e-6));
    }
  }

  @Test
  void shouldClipTheNormOfAllGradients() {
    float[] start = {1, 1};
    float[] found = steps(start, new float[] {30, 40}, 5, 1);
    // Clipped to (3, 4); the first step of Adam has the size of the rate whatever the gradient.
    assertThat((double) found[0]).isCloseTo(byFormula(1, 3, 1), within(1e-6));
    assertThat((double) found[1]).isCloseTo(byFormula(1, 4, 1), within(1e-6));
  }

  /** Minimises Σ slope_i w_i, whose gradient is the slope. */
  private static float[] steps(float[] start, float[] slope, double clip, int steps) {
    return steps(start, slope, clip, steps, DECAY, 0);
  }

  private static float[] steps(
      float[] start, float[] slope, double clip, int steps, double decay, double penalty) {
    Engine engine = Engine.getEngine("PyTorch");
    try (NDManager manager = engine.newBaseManager()) {
      NDArray weight = manager.create(start);
      weight.setRequiresGradient(true);
      NDArray slopes = manager.create(slope);
      AdamW optimizer =
          new AdamW(
              manager,
              List.of(new NetworkParameter("w", ParameterGroup.MATRIX, weight)),
              Map.of(ParameterGroup.MATRIX, new AdamW.Treatment(RATE, decay)),
              clip,
              penalty);
      for (int s = 0; s < steps; s++) {
        try (GradientCollector collector = engine.newGradientCollector()) {
          collector.backward(weight.mul(slopes).sum());
        }
        optimizer.step(1);
      }
      return weight.toFloatArray();
    }
  }

  private static double byFormula(double w, double gradient, int steps) {
    double mean = 0;
    double variance = 0;
    for (int t = 1; t <= steps; t++) {
      w -= RATE * DECAY * w;
      mean = 0.9 * mean + 0.1 * gradient;
      variance = 0.999 * variance + 0.001 * gradient * gradient;
      double unbiased = mean / (1 - Math.pow(0.9, t));
      w -= RATE * unbiased / (Math.sqrt(variance / (1 - Math.pow(0.999, t))) + 1e-8);
    }
    return w;
  }

  /** PyTorch's {@code Adam(weight_decay)} by its definition. */
  private static double adam(double w, double slope, int steps, double weightDecay) {
    double mean = 0;
    double variance = 0;
    for (int t = 1; t <= steps; t++) {
      double gradient = slope + weightDecay * w;
      mean = 0.9 * mean + 0.1 * gradient;
      variance = 0.999 * variance + 0.001 * gradient * gradient;
      double unbiased = mean / (1 - Math.pow(0.9, t));
      w -= RATE * unbiased / (Math.sqrt(variance / (1 - Math.pow(0.999, t))) + 1e-8);
    }
    return w;
  }
}
