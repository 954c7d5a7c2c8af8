package io.theriac.model.net;

/** Both differential attentions of one query by their definitions, in plain loops. */
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
      double[] first = softmax(queries[2 * h], keys, h * width, bias);
      double[] second = softmax(queries[2 * h + 1], keys, h * width, bias);
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

  /** {@code exp(q1·k1) − exp(q2·k2) + 0.2} of [q1, k1, q2, k2], each so wide. */
  static double lambda(float[] parts, int width) {
    double first = 0;
    double second = 0;
    for (int i = 0; i < width; i++) {
      first += parts[i] * parts[width + i];
      second += parts[2 * width + i] * parts[3 * width + i];
    }
    return Math.exp(first) - Math.exp(second) + 0.2;
  }

  /** The first version's context of one query, with gains of one. */
  static float[] firstContext(
      float[] query, float[][] keys, float[][] values, int heads, double lambda, float[] bias) {
    int width = query.length / heads;
    float[] context = new float[query.length];
    for (int h = 0; h < heads; h++) {
      int from = h * width;
      double[] first = softmax(BlockHarness.row(query, 2 * h, width / 2), keys, from, bias);
      double[] second =
          softmax(BlockHarness.row(query, 2 * h + 1, width / 2), keys, from + width / 2, bias);
      double squares = 0;
      for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int k = 0; k < keys.length; k++) {
          sum += (first[k] - lambda * second[k]) * values[k][from + i];
        }
        context[from + i] = (float) sum;
        squares += sum * sum;
      }
      for (int i = 0; i < width; i++) {
        context[from + i] *= (float) (0.8 / Math.sqrt(squares / width + 1e-5));
      }
    }
    return context;
  }

  private static double[] softmax(float[] query, float[][] keys, int from, float[] bias) {
    double[] weights = new double[keys.length];
    double sum = 0;
    for (int k = 0; k < keys.length; k++) {
      double dot = 0;
      for (int i = 0; i < query.length; i++) {
        dot += query[i] * keys[k][from + i];
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
