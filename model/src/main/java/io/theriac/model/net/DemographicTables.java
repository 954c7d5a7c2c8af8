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
 * How far age band and sex move each medication; both tables start at zero.
 *
 * <p>Inputs: age band [n], sex [n] (both int64). Output: [n, M].
 */
final class DemographicTables extends NetBlock {

  /** Years of one age band, and their number; the last but one is open, the last is "unknown". */
  static final int BAND_YEARS = 9;

  static final int BANDS = 11;
  private static final int SEXES = 3;

  private final int medications;
  private final Parameter bands;
  private final Parameter sexes;

  DemographicTables(int medications) {
    this.medications = medications;
    bands = parameter("age", ParameterGroup.TABLE, Initial.constant(0), BANDS, medications);
    sexes = parameter("sex", ParameterGroup.TABLE, Initial.constant(0), SEXES, medications);
  }

  /** The band of an age in years, or of NaN. */
  static int band(float years) {
    return Float.isNaN(years)
        ? BANDS - 1
        : Math.max(0, Math.min(BANDS - 2, (int) (years / BAND_YEARS)));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray band = inputs.get(0);
    NDArray sex = inputs.get(1);
    NDArray ofBand =
        Embedding.embedding(band, value(store, bands, band, training), SparseFormat.DENSE).head();
    NDArray ofSex =
        Embedding.embedding(sex, value(store, sexes, sex, training), SparseFormat.DENSE).head();
    return new NDList(ofBand.add(ofSex));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0].add(medications)};
  }
}
