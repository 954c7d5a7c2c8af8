package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Differential attention v2 within a visit: the medications ask the diagnoses and, separately, the
 * procedures, and laboratory results where they are used.
 *
 * <p>There is a single key, so both softmaxes are 1 whatever the logits: queries, keys and any bias
 * cancel, and {@code C_i = (1 − σ(λ_i)) V_i} remains, with λ = W_λ h_M a gate for each token and
 * head. Summed over all k keys and over the visits up to each; the output projection commutes with
 * the sum, so it is applied once to the running sum, its bias k(t+1) times.
 *
 * <p>Inputs: h_M, then the keys h_D, h_P and so on, each [B, T, d]. Output: [B, T, d], zero at the
 * first visit.
 */
final class IntraVisitAttention extends NetBlock {

  private final int heads;
  private final float dropout;
  private final Dense gate;
  private final Dense value;
  private final Dense out;

  IntraVisitAttention(int dim, int heads, float dropout) {
    this.heads = heads;
    this.dropout = dropout;
    gate = addChildBlock("gate", new Dense(dim, heads));
    value = addChildBlock("value", new Dense(dim, dim));
    out = addChildBlock("out", new Dense(dim, dim));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray query = inputs.get(0);
    Shape shape = query.getShape();
    long visits = shape.get(1);
    NDArray open =
        Activation.sigmoid(apply(gate, store, training, query)).neg().add(1).expandDims(3);
    int keys = inputs.size() - 1;
    NDArray context = context(store, inputs.get(1), open, training);
    for (int k = 2; k <= keys; k++) {
      context = context.add(context(store, inputs.get(k), open, training));
    }
    NDArray visit =
        query.getManager().arange(0f, (float) visits, 1f, DataType.FLOAT32).reshape(1, visits, 1);
    NDArray summed =
        out.summed(store, context.cumSum(1), Numbers.times(visit.add(1), keys), training);
    return new NDList(summed.mul(visit.gt(0).toType(DataType.FLOAT32, false)));
  }

  private NDArray context(ParameterStore store, NDArray key, NDArray open, boolean training) {
    Shape shape = key.getShape();
    NDArray values =
        apply(value, store, training, key)
            .reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads)
            .mul(open)
            .reshape(shape);
    return training ? Dropout.dropout(values, dropout, true).head() : values;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
