package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The codes of one kind at each visit, whose vectors come from graphs: {@code h = Σ_c v_c ⊙
 * s_role(c)}.
 *
 * <p>A vector does not depend on the visit, only its scale does. So vectors are worked out for each
 * occurrence (of which there are N, with U different codes) and then laid out by visit. A frozen
 * encoder has a table of all codes in all roles, and only looks up.
 *
 * <p>Inputs: occurrence at each place [B, T, L] (int64; frozen: {@code role · codes + code}),
 * present [B, T, L] (1 or, for padding, 0), different codes [U], index of each occurrence among
 * them [N], its role [N], then the outputs of {@link Molecules}. Output: [B, T, d].
 */
abstract class GraphEncoder extends NetBlock {

  private final int codes;
  private final int dim;
  private final RoleScale roles;
  private NDArray frozen;

  GraphEncoder(int codes, int dim, boolean roles) {
    this.codes = codes;
    this.dim = dim;
    this.roles = roles ? addChildBlock("roles", new RoleScale(dim)) : null;
  }

  /** Vectors of occurrences before their roles scale them, [N, d]. */
  abstract NDArray vectors(
      ParameterStore store, NDArray different, NDArray places, NDList molecules, boolean training);

  @Override
  protected final NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray vectors = frozen == null ? occurrences(store, inputs, training) : frozen;
    NDArray present = inputs.get(1).expandDims(2);
    return new NDList(present.matMul(rows(vectors, inputs.get(0))).squeeze(2));
  }

  private NDArray occurrences(ParameterStore store, NDList inputs, boolean training) {
    NDArray vectors = vectors(store, inputs.get(2), inputs.get(3), inputs.subNDList(5), training);
    return roles == null ? vectors : apply(roles, store, training, vectors, inputs.get(4));
  }

  /** Makes the table of all codes in all roles; the values must no longer change. */
  final void freeze(ParameterStore store, NDManager manager, NDList molecules) {
    NDArray all = manager.arange(0, codes, 1, DataType.INT64);
    NDArray vectors = vectors(store, all, all, molecules, false);
    NDArray table = roles == null ? vectors : roles.all(store, vectors);
    frozen = table.stopGradient();
    frozen.attach(manager);
    NDScope.unregister(frozen);
  }

  /** All codes in all roles, role by role, [roles · codes][d]; of a frozen encoder. */
  final float[] table() {
    return frozen.toFloatArray();
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0].slice(0, 2).add(dim)};
  }
}
