package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Interacting medications push each other down, two steps of a mean field: {@code z ← z_pre + (σ(z)
 * − σ(b)) C, C = −softplus(F + Fᵀ) ⊙ A_DDI}.
 *
 * <p>Inputs: z_pre [n, M], base logits b [M], A_DDI [M, M]. Output: z [n, M].
 */
final class DdiField extends NetBlock {

  private static final int STEPS = 2;

  private final Parameter strength;

  DdiField(int medications) {
    strength =
        parameter("strength", ParameterGroup.TABLE, Initial.constant(-3), medications, medications);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray before = inputs.get(0);
    NDArray usual = Activation.sigmoid(inputs.get(1));
    NDArray f = value(store, strength, before, training);
    NDArray coupling = Activation.softPlus(f.add(f.transpose())).mul(inputs.get(2)).neg();
    NDArray z = before;
    for (int step = 0; step < STEPS; step++) {
      z = before.add(Activation.sigmoid(z).sub(usual).matMul(coupling));
    }
    return new NDList(z);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
