package io.theriac.model.net;

import java.util.Arrays;

/** One step of a {@link Gru} on plain arrays, its input already multiplied by the weights. */
final class CompiledGru {

  private final int dim;
  private final float[][] state;
  private final float[] gateBias;
  private final float[] freshBias;
  private final float[] stateBias;

  CompiledGru(Network network, String name, int dim) {
    this.dim = dim;
    state = Floats.transposed(network.array(name + ".state.weight").toFloatArray(), 3 * dim, dim);
    float[] inputBias = network.array(name + ".input.bias").toFloatArray();
    gateBias = Arrays.copyOf(inputBias, 2 * dim);
    freshBias = Arrays.copyOfRange(inputBias, 2 * dim, 3 * dim);
    stateBias = network.array(name + ".state.bias").toFloatArray();
  }

  /**
   * @param input W_i x, [3d] or longer
   * @param h the state, changed in place
   * @param first whether the state is still zero
   */
  void step(float[] input, float[] h, boolean first) {
    float[] gates = stateBias.clone();
    if (!first) {
      Floats.addProduct(h, state, gates, 3 * dim);
    }
    float[] ofState = Arrays.copyOfRange(gates, 2 * dim, 3 * dim);
    float[] fresh = Arrays.copyOfRange(input, 2 * dim, 3 * dim);
    Floats.add(input, gates, 2 * dim);
    Floats.add(gateBias, gates, 2 * dim);
    Floats.sigmoid(gates, 2 * dim);
    float[] update = Arrays.copyOfRange(gates, dim, 2 * dim);
    for (int i = 0; i < dim; i++) {
      fresh[i] += freshBias[i] + gates[i] * ofState[i];
    }
    Floats.tanh(fresh, dim);
    for (int i = 0; i < dim; i++) {
      h[i] = fresh[i] + update[i] * (h[i] - fresh[i]);
    }
  }
}
