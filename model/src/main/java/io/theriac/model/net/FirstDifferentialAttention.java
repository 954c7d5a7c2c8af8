package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The first differential attention, a baseline: each head's queries and keys are split in halves
 * that give two maps, and one λ for all tokens and heads takes the second from the first.
 *
 * <pre>
 * A_j = softmax(Q_j K_jᵀ / √(d_h/2) + bias),  j = 1, 2
 * λ   = exp(λ_q1 · λ_k1) − exp(λ_q2 · λ_k2) + λ_0,   λ_0 = 0.2
 * C   = (1 − λ_0) g ⊙ rms((A_1 − λ A_2) V)
 * y   = Σ_queries W_o C + b_o
 * </pre>
 *
 * <p>Inputs and output as those of {@link InterVisitAttention}.
 */
final class FirstDifferentialAttention extends NetBlock {

  private static final float FIRST_LAYER = 0.2f;
  private static final float EPSILON = 1e-5f;

  private final int heads;
  private final float dropout;
  private final Dense query;
  private final Dense key;
  private final Dense value;
  private final Dense out;
  private final Parameter lambda;
  private final Parameter gain;

  FirstDifferentialAttention(int dim, int heads, float dropout) {
    this.heads = heads;
    this.dropout = dropout;
    query = addChildBlock("query", new Dense(dim, dim));
    key = addChildBlock("key", new Dense(dim, dim));
    value = addChildBlock("value", new Dense(dim, dim));
    out = addChildBlock("out", new Dense(dim, dim));
    int half = dim / heads / 2;
    lambda = parameter("lambda", ParameterGroup.VECTOR, Initial.uniform(0.1), 2, 2, half);
    gain = parameter("gain", ParameterGroup.VECTOR, Initial.constant(1), dim / heads);
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
    long keys = inputs.get(1).getShape().get(1);
    NDArray bias = inputs.get(2).reshape(batch, 1, 1, asked * tokens, keys);
    NDArray q = halves(apply(query, store, training, queries).reshape(batch, -1, dim));
    NDArray k = halves(apply(key, store, training, inputs.get(1)));
    NDArray maps =
        Numbers.times(q.matMul(k.swapAxes(3, 4)), 1 / Math.sqrt(dim / (2.0 * heads)))
            .add(bias)
            .softmax(-1);
    NDArray difference =
        maps.get(":,:,0").sub(maps.get(":,:,1").mul(balance(store, queries, training)));
    NDArray values =
        apply(value, store, training, inputs.get(1))
            .reshape(batch, keys, heads, dim / heads)
            .transpose(0, 2, 1, 3);
    NDArray context = normalised(store, difference.matMul(values), training);
    if (training) {
      context = Dropout.dropout(context, dropout, true).head();
    }
    NDArray summed =
        context
            .reshape(batch, heads, asked, tokens, dim / heads)
            .sum(new int[] {3})
            .transpose(0, 2, 1, 3)
            .reshape(batch, asked, dim);
    return new NDList(out.summed(store, summed, (float) tokens, training));
  }

  /** λ of the second map, [1]. */
  private NDArray balance(ParameterStore store, NDArray x, boolean training) {
    NDArray parts = value(store, lambda, x, training);
    NDArray sums = parts.get(":,0").mul(parts.get(":,1")).sum(new int[] {1}).exp();
    return sums.get("0").sub(sums.get("1")).add(FIRST_LAYER);
  }

  private NDArray normalised(ParameterStore store, NDArray context, boolean training) {
    NDArray scale = context.square().mean(new int[] {3}, true).add(EPSILON).sqrt();
    NDArray normal = context.div(scale).mul(value(store, gain, context, training));
    return Numbers.times(normal, 1 - FIRST_LAYER);
  }

  /** [B, N, d] to [B, H, 2, N, d/2H]. */
  private NDArray halves(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), heads, 2, shape.get(2) / heads / 2)
        .transpose(0, 2, 3, 1, 4);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0].slice(0, 2).add(inputs[0].get(3))};
  }
}
