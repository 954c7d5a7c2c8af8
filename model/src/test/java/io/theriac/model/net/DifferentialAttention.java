package io.theriac.model.net;

/** Differential attention v2 of one query by its definition, in plain loops. */
final class DifferentialAttention {

  private DifferentialAttention() {}

  /**
   * The context of one query before the output projection.
   *
   * @param queries 2H query heads, [2H][width]
   * @param keys [K][H·width]; values alike
   * @param lambda logits of the gates, [H]
   * @param bias added to the attention logits, [K]
   */
  static float[] context(
      float[][] queries, float[][] keys, float[][] values, float[] lambda, float[] bias) {
    int heads = lambda.length;
    int width = queries[0].length;
    float[] context = new float[heads * width];
    for (int h = 0; h < heads; h++) {
      double[] first = softmax(queries[2 * h], keys, h, bias);
      double[] second = softmax(queries[2 * h + 1], keys, h, bias);
      double gate = BlockHarness.sigmoid(lambda[h]);
      for (int k = 0; k < keys.length; k++) {
        for (int i = 0; i < width; i++) {
          context[h * width + i] +=
              (float) ((first[k] - gate * second[k]) * values[k][h * width + i]);
        }
      }
    }
    return context;
  }

  private static double[] softmax(float[] query, float[][] keys, int head, float[] bias) {
    double[] weights = new double[keys.length];
    double sum = 0;
    for (int k = 0; k < keys.length; k++) {
      double dot = 0;
      for (int i = 0; i < query.length; i++) {
        dot += query[i] * keys[k][head * query.length + i];
      }
      weights[k] = Math.exp(dot / Math.sqrt(query.length) + bias[k]);
      sum += weights[k];
    }
    for (int k = 0; k < keys.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }
}
