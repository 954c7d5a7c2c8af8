package io.theriac.model.net;

/** {@link IntraVisitAttention} on plain arrays, for diagnoses and procedures as keys. */
final class CompiledWithin {

  private static final int KEYS = 2;

  private final int dim;
  private final int heads;
  private final float[] gateWeight;
  private final float[] gateBias;
  private final float[] valueWeight;
  private final float[] valueBias;
  private final float[][] out;
  private final float[] outBias;

  CompiledWithin(Network network, String name, int dim, int heads) {
    this.dim = dim;
    this.heads = heads;
    gateWeight = network.array(name + ".gate.weight").toFloatArray();
    gateBias = network.array(name + ".gate.bias").toFloatArray();
    valueWeight = network.array(name + ".value.weight").toFloatArray();
    valueBias = network.array(name + ".value.bias").toFloatArray();
    out = Floats.transposed(network.array(name + ".out.weight").toFloatArray(), dim, dim);
    outBias = network.array(name + ".out.bias").toFloatArray();
  }

  float[] gateWeight() {
    return gateWeight;
  }

  float[] valueWeight() {
    return valueWeight;
  }

  /** Entries that a code's row holds for this attention: gates of medications, values of others. */
  int width(int kind) {
    return kind == Trunk.MEDICATIONS ? heads : dim;
  }

  /**
   * Adds a visit to the context.
   *
   * @param sums of diagnoses, procedures and medications, with what this attention needs from an
   *     offset on
   */
  void add(float[][] sums, int from, float[] context) {
    int width = dim / heads;
    for (int head = 0; head < heads; head++) {
      float open = 1 - Floats.sigmoid(sums[Trunk.MEDICATIONS][from + head] + gateBias[head]);
      for (int i = head * width; i < (head + 1) * width; i++) {
        context[i] += open * (sums[0][from + i] + sums[1][from + i] + KEYS * valueBias[i]);
      }
    }
  }

  /** The output of so many visits' context. */
  float[] output(float[] context, int visits) {
    float[] result = new float[dim];
    Floats.addScaled(KEYS * visits, outBias, result, dim);
    Floats.addProduct(context, out, result, dim);
    return result;
  }
}
