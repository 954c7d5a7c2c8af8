package io.theriac.model.net;

/** One step of a {@link Gru} on plain arrays, its input already multiplied by the weights. */
final class CompiledGru {

  private final int dim;
  private final float[] state;
  private final float[] inputBias;
  private final float[] stateBias;

  CompiledGru(Network network, String name, int dim) {
    this.dim = dim;
    state = Floats.transposed(network.array(name + ".state.weight").toFloatArray(), 3 * dim, dim);
    inputBias = network.array(name + ".input.bias").toFloatArray();
    stateBias = network.array(name + ".state.bias").toFloatArray();
  }

  /**
   * @param gates W_i x, [3d] or longer
   * @param h the state, changed in place
   * @param first whether the state is still zero
   * @param scratch [3d]
   */
  void step(float[] gates, float[] h, boolean first, float[] scratch) {
    System.arraycopy(stateBias, 0, scratch, 0, 3 * dim);
    if (!first) {
      Floats.addProduct(h, 0, dim, state, scratch, 3 * dim);
    }
    for (int i = 0; i < dim; i++) {
      float reset = Floats.sigmoid(gates[i] + inputBias[i] + scratch[i]);
      int u = dim + i;
      float update = Floats.sigmoid(gates[u] + inputBias[u] + scratch[u]);
      int n = 2 * dim + i;
      float fresh = Floats.tanh(gates[n] + inputBias[n] + reset * scratch[n]);
      h[i] = fresh + update * (h[i] - fresh);
    }
  }
}
