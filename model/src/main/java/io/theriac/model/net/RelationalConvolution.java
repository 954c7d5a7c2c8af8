package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.theriac.model.causal.Effects;

/**
 * Two relational convolutions by which molecules tell codes of the medications they cause. Molecule
 * j is a neighbour of code c in relation r of 1 to 5 when the effect of c on j's medication lies in
 * (r/6, (r+1)/6]; molecules hear nothing.
 *
 * <pre>
 * h_c = relu(e_c W_root1 + b_1 + Σ_r mean_j x_j W_r1)
 * h_j = relu(x_j W_root1 + b_1)
 * y_c = h_c W_root2 + b_2 + Σ_r mean_j h_j W_r2
 * </pre>
 *
 * <p>All molecules of a medication share a relation, so they are summed first, and a code's means
 * are one row of weights [5 M] times what the medications send in each relation, [5 M, d].
 *
 * <p>Inputs: e [N, d], codes whose messages are wanted [U], places of e's rows among them [N], x
 * [K, d], membership G [M, K]. Output: y [N, d].
 */
final class RelationalConvolution extends NetBlock {

  private final int dim;
  private final float[][] weights;
  private final Parameter[] relations = new Parameter[2];
  private final Parameter[] roots = new Parameter[2];
  private final Parameter[] biases = new Parameter[2];
  private NDArray neighbours;

  /**
   * @param neighbours as {@link Effects#neighbours} gives them, [codes][5 M]
   */
  RelationalConvolution(float[][] neighbours, int dim) {
    this.dim = dim;
    weights = neighbours;
    var glorot = Initial.uniform(Math.sqrt(3.0 / dim));
    for (int layer = 0; layer < 2; layer++) {
      String name = layer == 0 ? "first." : "second.";
      relations[layer] =
          parameter(name + "relations", ParameterGroup.MATRIX, glorot, Effects.RELATIONS, dim, dim);
      roots[layer] = parameter(name + "root", ParameterGroup.MATRIX, glorot, dim, dim);
      biases[layer] = parameter(name + "bias", ParameterGroup.VECTOR, Initial.constant(0), dim);
    }
  }

  @Override
  void constants(NDManager manager) {
    neighbours = matrix(manager, weights);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray codes = inputs.get(0);
    NDArray means = rows(neighbours, inputs.get(1));
    NDArray places = inputs.get(2);
    NDArray molecules = inputs.get(3);
    NDArray membership = inputs.get(4);
    NDArray first = messages(store, 0, means, membership.matMul(molecules), training);
    NDArray h = Activation.relu(root(store, 0, codes, training).add(rows(first, places)));
    NDArray hidden = Activation.relu(root(store, 0, molecules, training));
    NDArray second = messages(store, 1, means, membership.matMul(hidden), training);
    return new NDList(root(store, 1, h, training).add(rows(second, places)));
  }

  /** Means over neighbours, sent through the relation's matrix: [U, 5 M], [M, d] to [U, d]. */
  private NDArray messages(
      ParameterStore store, int layer, NDArray means, NDArray medications, boolean training) {
    NDArray matrices = value(store, relations[layer], means, training);
    return means.matMul(medications.expandDims(0).matMul(matrices).reshape(-1, dim));
  }

  private NDArray root(ParameterStore store, int layer, NDArray x, boolean training) {
    return x.matMul(value(store, roots[layer], x, training))
        .add(value(store, biases[layer], x, training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
