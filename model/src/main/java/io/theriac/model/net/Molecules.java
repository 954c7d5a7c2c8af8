package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.theriac.model.causal.MoleculeTable;

/**
 * Vectors of molecules, and which medication is made of which; shared by all that use molecules.
 *
 * <p>Inputs: none. Outputs: vectors x [K, d], membership G [M, K] (1 where a medication has a
 * molecule); {@code G x} is the sum over each medication's molecules.
 */
final class Molecules extends NetBlock {

  private final MoleculeTable table;
  private final int dim;
  private final Parameter embedding;
  private NDArray membership;

  Molecules(MoleculeTable table, int dim) {
    this.table = table;
    this.dim = dim;
    embedding =
        parameter("embedding", ParameterGroup.MATRIX, Initial.uniform(0.1), table.molecules(), dim);
  }

  @Override
  void constants(NDManager manager) {
    membership = matrix(manager, table.membership());
  }

  /** The block's outputs. */
  NDList vectors(ParameterStore store, boolean training) {
    return forward(store, new NDList(), training);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    return new NDList(value(store, embedding, membership, training), membership);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(table.molecules(), dim), membership.getShape()};
  }
}
