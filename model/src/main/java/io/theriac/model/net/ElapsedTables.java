package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Whether a medication of the visit before goes on, by time: {@code last ⊙ (G[band of days since
 * that visit] + C[band of days since its course began])}. A course is a run of visits with the
 * medication, up to the visit before. An antibiotic ends within weeks, a statin does not.
 *
 * <p>Inputs: last [n, M], band of the gap [n] (int64), bands of the courses [n, M] (int64; what
 * stands at other medications does not matter). Output: [n, M].
 */
final class ElapsedTables extends NetBlock {

  private final Parameter gap;
  private final Parameter course;

  ElapsedTables(int medications) {
    gap =
        parameter(
            "gap", ParameterGroup.VECTOR, Initial.constant(0), ElapsedBands.COUNT, medications);
    course =
        parameter(
            "course", ParameterGroup.VECTOR, Initial.constant(0), ElapsedBands.COUNT, medications);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray last = inputs.get(0);
    NDArray since = inputs.get(1);
    NDArray ofGap =
        Embedding.embedding(since, value(store, gap, last, training), SparseFormat.DENSE).head();
    NDArray ofCourse = value(store, course, last, training).gather(inputs.get(2), 0);
    return new NDList(last.mul(ofGap.add(ofCourse)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
