package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The laboratory results of each visit, {@code h = Σ relu(W (test, value) + b)}.
 *
 * <p>Inputs: standardised numbers and values [B, T, L, 2], present [B, T, L] (1 or, for padding,
 * 0). Output: [B, T, d].
 */
final class LabEncoder extends NetBlock {

  private final int dim;
  private final Dense result;

  LabEncoder(int dim) {
    this.dim = dim;
    result = addChildBlock("result", new Dense(2, dim));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray vectors = Activation.relu(apply(result, store, training, inputs.get(0)));
    return new NDList(inputs.get(1).expandDims(2).matMul(vectors).squeeze(2));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[1].slice(0, 2).add(dim)};
  }
}
