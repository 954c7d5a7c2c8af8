package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The telling codes once more, {@code a_m Σ_c p_cm e_cm, p_cm = w_c exp(τ e_cm) / Σ w exp(τ e)}: a
 * sum lets many weak codes outweigh a strong one, this does not. e is the evidence of {@link
 * WideEvidence}, w 1 for codes of the visit and the persistence for codes of earlier ones.
 *
 * <p>Inputs: e [U, M], persistence [U, 1], new, recurring, earlier [n, U]. Output: [n, M].
 */
final class SoftMaxEvidence extends NetBlock {

  /** Keeps a visit without codes from dividing by 0. */
  static final float LEAST = 1e-6f;

  /** Evidence τ e beyond this counts as this, so that no exponential overflows. */
  static final float STRONGEST = 30;

  private final int medications;
  private final Parameter amount;
  private final Parameter sharpness;

  SoftMaxEvidence(int medications) {
    this.medications = medications;
    amount = parameter("amount", ParameterGroup.VECTOR, Initial.constant(0.5f), medications);
    sharpness = parameter("sharpness", ParameterGroup.VECTOR, Initial.constant(1), 1);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray evidence = inputs.get(0);
    NDArray kept = inputs.get(1).transpose();
    NDArray weights = inputs.get(2).add(inputs.get(3)).add(inputs.get(4).mul(kept));
    NDArray sharp = evidence.mul(value(store, sharpness, evidence, training));
    NDArray strength = Numbers.atMost(sharp, STRONGEST).exp();
    NDArray all = weights.matMul(strength).add(LEAST);
    NDArray mean = weights.matMul(strength.mul(evidence)).div(all);
    return new NDList(mean.mul(value(store, amount, evidence, training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[2].get(0), medications)};
  }
}
