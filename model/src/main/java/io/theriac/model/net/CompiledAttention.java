package io.theriac.model.net;

/**
 * {@link InterVisitAttention} of one visit on plain arrays. Queries come multiplied already, keys
 * and values are computed here.
 */
final class CompiledAttention {

  private final int dim;
  private final int heads;
  private final int width;
  private final float[][] keyValue;
  private final float[] keyValueBias;
  private final float[][] out;
  private final float[] outBias;

  CompiledAttention(Network network, String name, int dim, int heads) {
    this.dim = dim;
    this.heads = heads;
    width = dim / heads;
    float[] stacked = new float[2 * dim * dim];
    System.arraycopy(network.array(name + ".key.weight").toFloatArray(), 0, stacked, 0, dim * dim);
    System.arraycopy(
        network.array(name + ".value.weight").toFloatArray(), 0, stacked, dim * dim, dim * dim);
    keyValue = Floats.transposed(stacked, 2 * dim, dim);
    keyValueBias = new float[2 * dim];
    System.arraycopy(network.array(name + ".key.bias").toFloatArray(), 0, keyValueBias, 0, dim);
    System.arraycopy(network.array(name + ".value.bias").toFloatArray(), 0, keyValueBias, dim, dim);
    out = Floats.transposed(network.array(name + ".out.weight").toFloatArray(), dim, dim);
    outBias = network.array(name + ".out.bias").toFloatArray();
  }

  /** Keys and values of a state, [2d], into a row. */
  void keyValue(float[] state, float[] into) {
    System.arraycopy(keyValueBias, 0, into, 0, 2 * dim);
    Floats.addProduct(state, keyValue, into, 2 * dim);
  }

  /**
   * The sum over all queries, and what each visit has in it.
   *
   * @param queries each [2d of W_q x + b_q, H of the gate's logits]
   * @param keys each [2d], as {@link #keyValue} gives them: of all visits for each kind
   * @param visits how many
   * @param bias [queries][keys] of the logits, or null where a query has none
   */
  AttendedVisits sum(float[][] queries, float[][] keys, int visits, float[][] bias) {
    float[][] contexts = new float[visits][dim];
    float[] first = new float[keys.length];
    float[] second = new float[keys.length];
    for (int q = 0; q < queries.length; q++) {
      for (int head = 0; head < heads; head++) {
        attend(queries[q], 2 * head * width, keys, head, bias[q], first);
        attend(queries[q], (2 * head + 1) * width, keys, head, bias[q], second);
        float gate = Floats.sigmoid(queries[q][2 * dim + head]);
        for (int k = 0; k < keys.length; k++) {
          float weight = first[k] - gate * second[k];
          float[] context = contexts[k % visits];
          int at = dim + head * width;
          for (int i = 0; i < width; i++) {
            context[head * width + i] += weight * keys[k][at + i];
          }
        }
      }
    }
    float[] context = new float[dim];
    for (float[] ofVisit : contexts) {
      Floats.add(ofVisit, context, dim);
    }
    float[] sum = new float[dim];
    Floats.addScaled(queries.length, outBias, sum, dim);
    Floats.addProduct(context, out, sum, dim);
    return new AttendedVisits(sum, contexts);
  }

  private void attend(
      float[] query, int from, float[][] keys, int head, float[] bias, float[] map) {
    float scale = (float) (1 / Math.sqrt(width));
    float largest = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < map.length; k++) {
      float dot = 0;
      for (int i = 0; i < width; i++) {
        dot += query[from + i] * keys[k][head * width + i];
      }
      map[k] = dot * scale + (bias == null ? 0 : bias[k]);
      largest = Math.max(largest, map[k]);
    }
    float all = 0;
    for (int k = 0; k < map.length; k++) {
      map[k] = Floats.exp(map[k] - largest);
      all += map[k];
    }
    for (int k = 0; k < map.length; k++) {
      map[k] /= all;
    }
  }
}
