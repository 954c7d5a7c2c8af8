package io.theriac.model.ddi;

import io.theriac.schemas.avro.Coding;
import java.util.List;

/** Knows which medications of a vocabulary interact, and how gravely. */
public interface Interactions {

  /**
   * The weight of each pair, see {@link SeverityWeights}.
   *
   * @return [medications][medications], symmetric, the diagonal 0; 0 where no interaction is known
   */
  float[][] weights(List<Coding> medications);

  /** Hex SHA-256 of all that is known. */
  String fingerprint();

  /** 1 where a weight is above 0, else 0. */
  static float[][] matrix(float[][] weights) {
    float[][] matrix = new float[weights.length][];
    for (int i = 0; i < weights.length; i++) {
      matrix[i] = new float[weights[i].length];
      for (int j = 0; j < weights[i].length; j++) {
        matrix[i][j] = weights[i][j] > 0 ? 1 : 0;
      }
    }
    return matrix;
  }
}
