package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A medication's own past, {@code g1 ⊙ last + g2 ⊙ share + g3 ⊙ recency}; three numbers a
 * medication.
 *
 * <p>Inputs: last, share, recency, each [n, M]. Output: [n, M].
 */
final class HistoryGates extends NetBlock {

  private final Parameter gates;

  HistoryGates(int medications, float last, float share, float recency) {
    gates =
        parameter(
            "gates",
            ParameterGroup.VECTOR,
            Initial.rows(medications, last, share, recency),
            3,
            medications);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray g = value(store, gates, inputs.head(), training);
    NDArray sum = inputs.get(0).mul(g.get("0"));
    return new NDList(sum.add(inputs.get(1).mul(g.get("1"))).add(inputs.get(2).mul(g.get("2"))));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
