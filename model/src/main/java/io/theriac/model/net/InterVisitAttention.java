package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Differential attention v2 of a visit on earlier visits. Query heads 2i and 2i+1 share key/value
 * head i, so their maps are subtracted before one product:
 *
 * <pre>
 * A_j = softmax(Q_j K_iᵀ / √d_h + bias)
 * C_i = (A_2i − σ(λ_i) A_2i+1) V_i,   λ = W_λ x for each token and head
 * y   = Σ_queries W_o C + b_o
 * </pre>
 *
 * <p>Inputs: queries [B, A, Q, d] (A visits asked for a patient), keys [B, K, d], bias [B, A, Q, K]
 * (−1e9 where a key must not be seen). Output: y [B, A, d], the sum over the Q queries; where one
 * visit a patient is scored (A = 1, not in training) also what each key has in the sum of the C_i,
 * [B, K, d].
 */
final class InterVisitAttention extends NetBlock {

  private final int heads;
  private final float dropout;
  private final Dense query;
  private final Dense key;
  private final Dense value;
  private final Dense gate;
  private final Dense out;

  InterVisitAttention(int dim, int heads, float dropout) {
    this.heads = heads;
    this.dropout = dropout;
    query = addChildBlock("query", new Dense(dim, 2 * dim));
    key = addChildBlock("key", new Dense(dim, dim));
    value = addChildBlock("value", new Dense(dim, dim));
    gate = addChildBlock("gate", new Dense(dim, heads));
    out = addChildBlock("out", new Dense(dim, dim));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray queries = inputs.get(0);
    Shape shape = queries.getShape();
    long batch = shape.get(0);
    long asked = shape.get(1);
    long tokens = shape.get(2);
    long dim = shape.get(3);
    NDArray maps = maps(store, queries, inputs.get(1), inputs.get(2), training);
    NDArray second =
        Activation.sigmoid(apply(gate, store, training, queries))
            .transpose(0, 3, 1, 2)
            .expandDims(4);
    long keys = inputs.get(1).getShape().get(1);
    NDArray difference =
        maps.get(":,:,0")
            .sub(maps.get(":,:,1").mul(second))
            .reshape(batch, heads, asked * tokens, keys);
    NDArray values = split(apply(value, store, training, inputs.get(1)));
    NDArray context = difference.matMul(values);
    if (training) {
      context = Dropout.dropout(context, dropout, true).head();
    }
    NDArray summed =
        context
            .reshape(batch, heads, asked, tokens, dim / heads)
            .sum(new int[] {3})
            .transpose(0, 2, 1, 3)
            .reshape(batch, asked, dim);
    NDArray y = out.summed(store, summed, (float) tokens, training);
    return training || asked > 1 ? new NDList(y) : new NDList(y, ofKeys(difference, values));
  }

  /** What each key adds over all queries: maps [B, H, Q, K], values [B, H, K, d/H] to [B, K, d]. */
  private static NDArray ofKeys(NDArray maps, NDArray values) {
    Shape shape = values.getShape();
    return maps.sum(new int[] {2})
        .expandDims(3)
        .mul(values)
        .transpose(0, 2, 1, 3)
        .reshape(shape.get(0), shape.get(2), shape.get(1) * shape.get(3));
  }

  /** Both attention maps of each head, [B, H, 2, A, Q, K]. */
  private NDArray maps(
      ParameterStore store, NDArray queries, NDArray keys, NDArray bias, boolean training) {
    Shape shape = queries.getShape();
    long batch = shape.get(0);
    long asked = shape.get(1);
    long tokens = shape.get(2);
    long width = shape.get(3) / heads;
    NDArray q =
        apply(query, store, training, queries)
            .reshape(batch, asked, tokens, heads, 2, width)
            .transpose(0, 3, 4, 1, 2, 5)
            .reshape(batch, heads, 2 * asked * tokens, width);
    NDArray k = split(apply(key, store, training, keys)).swapAxes(2, 3);
    return Numbers.times(q.matMul(k), 1 / Math.sqrt((double) width))
        .reshape(batch, heads, 2, asked, tokens, keys.getShape().get(1))
        .add(bias.expandDims(1).expandDims(1))
        .softmax(-1);
  }

  /** [B, K, d] to [B, H, K, d/H]. */
  private NDArray split(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads).transpose(0, 2, 1, 3);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0].slice(0, 2).add(inputs[0].get(3))};
  }
}
