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
 * How much evidence counts for a medication of each {@link MedicationStatus}, {@code Σ_s A[status,
 * s] E_s + O[status, m]}: starting a drug and going on with one need different evidence. O starts
 * at the counted log odds.
 *
 * <p>Inputs: status [n, M] (int64), E of new, recurring and earlier codes, each [n, M]. Output: [n,
 * M].
 */
final class StatusSlopes extends NetBlock {

  private static final int SOURCES = 3;

  private final Parameter slope;
  private final Parameter offset;

  StatusSlopes(int medications, Priors priors) {
    int statuses = MedicationStatus.values().length;
    slope =
        parameter(
            "slope",
            ParameterGroup.VECTOR,
            Initial.of(1, 1, 0, 1, 1, 0.5f, 1, 1, 0.3f, 1, 0.7f, 0.1f),
            statuses,
            SOURCES);
    offset =
        parameter(
            "offset", ParameterGroup.VECTOR, Initial.of(priors.status()), statuses, medications);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray status = inputs.get(0);
    NDArray table = value(store, slope, status, training);
    NDArray slopes = Embedding.embedding(status, table, SparseFormat.DENSE).head();
    NDArray sum = value(store, offset, status, training).gather(status, 0);
    for (int s = 0; s < SOURCES; s++) {
      sum = sum.add(inputs.get(1 + s).mul(slopes.get(":,:," + s)));
    }
    return new NDList(sum);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
