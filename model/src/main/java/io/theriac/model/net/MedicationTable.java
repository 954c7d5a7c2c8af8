package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * What the last visit's medications say of each medication, {@code last (s M0 + ΔM)}: M0 shrunken
 * log odds of a start, counted on the training visits (fixed), ΔM from zero.
 *
 * <p>Input: last [n, M]. Output: [n, M].
 */
final class MedicationTable extends NetBlock {

  private final Parameter prior;
  private final Parameter deviation;
  private final Parameter scale;

  MedicationTable(int medications, Priors priors) {
    prior =
        parameter(
            "prior",
            ParameterGroup.FIXED,
            Initial.of(priors.medications()),
            medications,
            medications);
    deviation =
        parameter("deviation", ParameterGroup.TABLE, Initial.constant(0), medications, medications);
    scale = parameter("scale", ParameterGroup.VECTOR, Initial.of(0.1f), 1);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray last = inputs.head();
    NDArray table =
        value(store, prior, last, training)
            .mul(value(store, scale, last, training))
            .add(value(store, deviation, last, training));
    return new NDList(last.matMul(table));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
