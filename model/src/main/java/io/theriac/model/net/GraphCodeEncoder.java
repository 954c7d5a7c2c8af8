package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;

/**
 * Codes with a vector of their own, which {@link RelationalConvolution} changes where molecules are
 * known: {@code v_c = R(dropout(e_c))}.
 */
final class GraphCodeEncoder extends GraphEncoder {

  private final float dropout;
  private final Parameter embedding;
  private final RelationalConvolution relations;

  /**
   * @param neighbours as {@link RelationalConvolution} takes them; null to leave it out
   */
  GraphCodeEncoder(int codes, int dim, float dropout, float[][] neighbours, boolean roles) {
    super(codes, dim, roles);
    this.dropout = dropout;
    embedding = parameter("embedding", ParameterGroup.MATRIX, Initial.uniform(0.1), codes, dim);
    relations =
        neighbours == null
            ? null
            : addChildBlock("relations", new RelationalConvolution(neighbours, dim));
  }

  @Override
  NDArray vectors(
      ParameterStore store, NDArray different, NDArray places, NDList molecules, boolean training) {
    NDArray own = rows(rows(value(store, embedding, places, training), different), places);
    if (training) {
      own = Dropout.dropout(own, dropout, true).head();
    }
    return relations == null
        ? own
        : apply(
            relations, store, training, own, different, places, molecules.get(0), molecules.get(1));
  }
}
