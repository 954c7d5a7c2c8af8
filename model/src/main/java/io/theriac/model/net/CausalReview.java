package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * What effects say at the end: {@code + w_plus} for medications they speak for, {@code − w_minus}
 * for those they speak against; both weights start at 0.01.
 *
 * <p>Input: signs of {@link io.theriac.model.causal.ReviewRule}, [n, M]. Output: [n, M].
 */
final class CausalReview extends NetBlock {

  private final Parameter plus;
  private final Parameter minus;

  CausalReview() {
    plus = parameter("plus", ParameterGroup.VECTOR, Initial.constant(0.01f), 1);
    minus = parameter("minus", ParameterGroup.VECTOR, Initial.constant(0.01f), 1);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray signs = inputs.head();
    NDArray up = Numbers.atLeast(signs, 0).mul(value(store, plus, signs, training));
    NDArray down = Numbers.atMost(signs, 0).mul(value(store, minus, signs, training));
    return new NDList(up.add(down));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
