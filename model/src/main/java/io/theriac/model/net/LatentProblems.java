package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Problems of the patient that no code names, a bottleneck of K numbers from all codes at once:
 *
 * <pre>
 * a = Σ u_c of the visit's codes, b = Σ σ(r_c) u_c of earlier codes + share L
 * A[status] · dropout([tanh(a + b + c), relu(a + b)]) O
 * </pre>
 *
 * The rows u start at the K leading left singular vectors of the priors, each times the root of its
 * singular value; L starts at 0.
 *
 * <p>Inputs: codes [U], persistence [U, 1], new, recurring, earlier [n, U], share [n, M], status
 * [n, M] (int64). Output: [n, M].
 */
final class LatentProblems extends NetBlock {

  /** K, or fewer where there are fewer medications. */
  static final int MOST = 64;

  private static final float DROPOUT = 0.3f;

  private final int medications;
  private final Parameter codes;
  private final Parameter history;
  private final Parameter bias;
  private final Parameter out;
  private final Parameter slope;

  LatentProblems(NetworkShape shape, Priors priors) {
    medications = shape.medications();
    int width = Math.min(MOST, medications);
    codes =
        parameter(
            "codes",
            ParameterGroup.TABLE,
            Initial.of(LeadingVectors.of(priors.codes(), width)),
            shape.codes(),
            width);
    history = parameter("history", ParameterGroup.TABLE, Initial.constant(0), medications, width);
    bias = parameter("bias", ParameterGroup.VECTOR, Initial.constant(0), width);
    out = parameter("out", ParameterGroup.TABLE, Initial.uniform(0.035), 2L * width, medications);
    slope =
        parameter(
            "slope",
            ParameterGroup.VECTOR,
            Initial.constant(1),
            MedicationStatus.values().length,
            1);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray index = inputs.get(0);
    NDArray rows =
        Embedding.embedding(index, value(store, codes, index, training), SparseFormat.DENSE).head();
    NDArray weights =
        inputs.get(2).add(inputs.get(3)).add(inputs.get(4).mul(inputs.get(1).transpose()));
    NDArray sum =
        weights.matMul(rows).add(inputs.get(5).matMul(value(store, history, index, training)));
    NDArray bent = Activation.tanh(sum.add(value(store, bias, index, training)));
    NDArray problems = bent.concat(Activation.relu(sum), 1);
    if (training) {
      problems = Dropout.dropout(problems, DROPOUT, true).head();
    }
    NDArray slopes = value(store, slope, index, training);
    NDArray amount = Embedding.embedding(inputs.get(6), slopes, SparseFormat.DENSE).head();
    NDArray told = problems.matMul(value(store, out, index, training));
    return new NDList(told.mul(amount.squeeze(2)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[2].get(0), medications)};
  }
}
