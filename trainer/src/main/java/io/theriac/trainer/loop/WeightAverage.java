package io.theriac.trainer.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.theriac.model.net.Network;
import io.theriac.model.net.NetworkParameter;
import io.theriac.model.net.ParameterGroup;
import java.util.List;
import java.util.Map;

/** An exponential running average of a network's weights, itself a network to score with. */
final class WeightAverage implements AutoCloseable {

  private final List<NetworkParameter> from;
  private final List<NetworkParameter> to;
  private final Network average;
  private final double decay;
  private int updates;

  WeightAverage(Network network, double decay) {
    this.average = network.copy();
    this.from = network.parameters();
    this.to = average.parameters();
    this.decay = decay;
  }

  /** {@code average ← a average + (1 − a) weights}, a rising to the decay in the first updates. */
  void update() {
    double a = Math.min(decay, 1 - 1 / (1.0 + updates));
    updates++;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (int i = 0; i < from.size(); i++) {
        if (from.get(i).group() != ParameterGroup.FIXED) {
          NDArray mean = to.get(i).array();
          mean.addi(from.get(i).array().stopGradient().sub(mean).muli(1 - a));
        }
      }
    }
  }

  /** Puts back an average and how many updates it is of. */
  void restore(Map<String, float[]> values, int of) {
    average.restore(values);
    updates = of;
  }

  Network network() {
    return average;
  }

  @Override
  public void close() {
    average.close();
  }
}
