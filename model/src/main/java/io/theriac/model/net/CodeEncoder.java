package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The codes of one kind at each visit, {@code h = Σ_c dropout(e_c)}.
 *
 * <p>Inputs: codes [B, T, L] (int64), present [B, T, L] (1 or, for padding, 0). Output: [B, T, d].
 */
final class CodeEncoder extends NetBlock {

  private final int dim;
  private final float dropout;
  private final Parameter embedding;

  CodeEncoder(int codes, int dim, float dropout) {
    this.dim = dim;
    this.dropout = dropout;
    embedding = parameter("embedding", ParameterGroup.MATRIX, Initial.uniform(0.1), codes, dim);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray rows = vectors(store, inputs.get(0), training);
    NDArray present = inputs.get(1).expandDims(2);
    return new NDList(present.matMul(rows).squeeze(2));
  }

  /** A vector for each occurrence of a code: [B, T, L] to [B, T, L, d]. */
  private NDArray vectors(ParameterStore store, NDArray codes, boolean training) {
    NDArray table = value(store, embedding, codes, training);
    NDArray rows = rows(table, codes);
    return training ? Dropout.dropout(rows, dropout, true).head() : rows;
  }

  /** The vectors of all codes, [codes][d]. */
  float[] table() {
    return embedding.getArray().toFloatArray();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0].slice(0, 2).add(dim)};
  }
}
