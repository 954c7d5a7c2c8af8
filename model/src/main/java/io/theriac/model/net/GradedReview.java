package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The causal review by degrees: what the strongest effect x of a visit's codes on a medication
 * says, a line through learned values at {@link #KNOTS}, the same for all medications:
 *
 * <pre>
 * g_0 + Σ_k g_k clip((x − x_{k−1})/(x_k − x_{k−1}), 0, 1)
 * </pre>
 *
 * <p>One strong reason is enough to give a medication, and many weak ones are not: a sum of
 * evidence knows neither. The published review ({@link CausalReview}) asks whether x is above a
 * quantile.
 *
 * <p>Input: {@link io.theriac.model.causal.StrongestEffects}, [n, M]. Output: [n, M].
 */
final class GradedReview extends NetBlock {

  /** Where the line may bend. */
  private static final float[] KNOTS = {0, 0.02f, 0.05f, 0.1f, 0.15f, 0.2f, 0.3f, 0.5f, 1};

  private final Parameter grades;

  GradedReview() {
    grades = parameter("grades", ParameterGroup.VECTOR, Initial.constant(0), KNOTS.length);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray effect = inputs.head();
    NDList rises = value(store, grades, effect, training).split(KNOTS.length);
    NDArray sum = effect.zerosLike().add(rises.get(0));
    for (int k = 1; k < KNOTS.length; k++) {
      NDArray within = Numbers.atMost(Numbers.atLeast(effect, KNOTS[k - 1]), KNOTS[k]);
      NDArray above = within.sub(effect.zerosLike().add(KNOTS[k - 1]));
      sum = sum.add(Numbers.times(above, 1 / width(k)).mul(rises.get(k)));
    }
    return new NDList(sum);
  }

  /** The same for one effect. */
  static float at(float[] grades, float effect) {
    float sum = grades[0];
    for (int k = 1; k < KNOTS.length && effect > KNOTS[k - 1]; k++) {
      sum += grades[k] * (Math.min(effect, KNOTS[k]) - KNOTS[k - 1]) / width(k);
    }
    return sum;
  }

  private static float width(int k) {
    return KNOTS[k] - KNOTS[k - 1];
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
