package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A gated recurrent unit over visits, [B, T, d] to the outputs [B, T, d], starting at zero:
 *
 * <pre>
 * r = σ(W_ir x + b_ir + W_hr h + b_hr)
 * z = σ(W_iz x + b_iz + W_hz h + b_hz)
 * n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn))
 * h' = (1 − z) ⊙ n + z ⊙ h
 * </pre>
 *
 * The weights stack r, z, n as [3d, d]. Padding lies at the end, where it changes nothing before.
 */
final class Gru extends NetBlock {

  private final int dim;
  private final Parameter inputWeight;
  private final Parameter stateWeight;
  private final Parameter inputBias;
  private final Parameter stateBias;

  Gru(int dim) {
    this.dim = dim;
    var initial = Initial.uniform(1 / Math.sqrt(dim));
    inputWeight = parameter("input.weight", ParameterGroup.MATRIX, initial, 3L * dim, dim);
    stateWeight = parameter("state.weight", ParameterGroup.MATRIX, initial, 3L * dim, dim);
    inputBias = parameter("input.bias", ParameterGroup.VECTOR, initial, 3L * dim);
    stateBias = parameter("state.bias", ParameterGroup.VECTOR, initial, 3L * dim);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray x = inputs.head();
    NDArray start = x.getManager().zeros(new Shape(1, x.getShape().get(0), dim));
    NDList weights =
        new NDList(
            value(store, inputWeight, x, training),
            value(store, stateWeight, x, training),
            value(store, inputBias, x, training),
            value(store, stateBias, x, training));
    return new NDList(
        x.getNDArrayInternal().gru(x, start, weights, true, 1, 0, training, false, true).head());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
