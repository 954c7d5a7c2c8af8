package io.theriac.model.artifact;

import java.util.ArrayList;
import java.util.List;

/**
 * The interactions a model chooses medications by: {@code interactions.json}.
 *
 * @param pairs each once
 */
record InteractionPairs(List<Pair> pairs) {

  /** Two interacting medications as indices of the vocabulary, and the weight. */
  record Pair(int a, int b, float weight) {}

  static InteractionPairs of(float[][] weights) {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < weights.length; a++) {
      for (int b = a + 1; b < weights.length; b++) {
        if (weights[a][b] != 0) {
          pairs.add(new Pair(a, b, weights[a][b]));
        }
      }
    }
    return new InteractionPairs(pairs);
  }

  /**
   * As a matrix.
   *
   * @throws ArtifactException if a pair is outside the vocabulary
   */
  float[][] weights(int medications) {
    float[][] weights = new float[medications][medications];
    for (Pair pair : pairs) {
      if (Math.min(pair.a(), pair.b()) < 0 || Math.max(pair.a(), pair.b()) >= medications) {
        throw new ArtifactException(
            "%s names medications %d and %d, but the vocabulary has %d: train again."
                .formatted(ArtifactFiles.INTERACTIONS, pair.a(), pair.b(), medications));
      }
      weights[pair.a()][pair.b()] = pair.weight();
      weights[pair.b()][pair.a()] = pair.weight();
    }
    return weights;
  }
}
