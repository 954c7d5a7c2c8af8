package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;

/**
 * Medications as graphs of their molecules, {@code v_m = dropout(MLP(Σ_j∈m x_j))}.
 *
 * <p>That is a graph isomorphism network over the complete graph of a medication's molecules: each
 * node adds its neighbours to itself, so every node sees the same sum, and the weights by which
 * nodes are then averaged, which sum to one, drop out.
 */
final class MedicationEncoder extends GraphEncoder {

  private final float dropout;
  private final Dense first;
  private final Dense second;

  MedicationEncoder(int medications, int dim, float dropout, boolean roles) {
    super(medications, dim, roles);
    this.dropout = dropout;
    first = addChildBlock("first", new Dense(dim, dim));
    second = addChildBlock("second", new Dense(dim, dim));
  }

  @Override
  NDArray vectors(
      ParameterStore store, NDArray different, NDArray places, NDList molecules, boolean training) {
    NDArray sums = rows(molecules.get(1).matMul(molecules.get(0)), different);
    NDArray hidden = Activation.relu(apply(first, store, training, sums));
    NDArray vectors = rows(apply(second, store, training, hidden), places);
    return training ? Dropout.dropout(vectors, dropout, true).head() : vectors;
  }
}
