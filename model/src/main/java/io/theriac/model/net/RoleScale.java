package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.theriac.model.causal.CausalRole;

/**
 * Scales a code's vector by the vector of its {@link CausalRole} in the visit, {@code y = x ⊙
 * s_role}; the four vectors start at one.
 *
 * <p>Inputs: x [N, d], roles [N] (int64). Output: [N, d].
 */
final class RoleScale extends NetBlock {

  private static final int ROLES = CausalRole.values().length;

  private final int dim;
  private final Parameter scale;

  RoleScale(int dim) {
    this.dim = dim;
    scale = parameter("scale", ParameterGroup.VECTOR, Initial.constant(1), ROLES, dim);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray x = inputs.get(0);
    return new NDList(x.mul(rows(value(store, scale, x, training), inputs.get(1))));
  }

  /** Each row in each role, role by role: [n, d] to [4 n, d]. */
  NDArray all(ParameterStore store, NDArray x) {
    return x.expandDims(0).mul(value(store, scale, x, false).expandDims(1)).reshape(-1, dim);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
