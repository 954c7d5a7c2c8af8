package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * What each code alone says of each medication, {@code W = s_kind W0 + ΔW} [C, M]: W0 the shrunken
 * log odds of a start, counted on the training visits (fixed), s a scale for diagnoses and one for
 * procedures, ΔW from zero. Codes of the visit count fully, new ones and recurring ones apart;
 * codes of earlier visits alone count with a learned persistence σ(r_c).
 *
 * <p>Inputs: codes [U], is procedure [U, 1], new, recurring, earlier [n, U]. Outputs: the three
 * sums, each [n, M]; the rows of W [U, M]; the persistence [U, 1].
 */
final class WideEvidence extends NetBlock {

  private final int medications;
  private final Parameter prior;
  private final Parameter deviation;
  private final Parameter scale;
  private final Parameter persistence;

  WideEvidence(NetworkShape shape, Priors priors) {
    medications = shape.medications();
    int codes = shape.codes();
    prior =
        parameter("prior", ParameterGroup.FIXED, Initial.of(priors.codes()), codes, medications);
    deviation =
        parameter("deviation", ParameterGroup.TABLE, Initial.constant(0), codes, medications);
    scale = parameter("scale", ParameterGroup.VECTOR, Initial.of(0.5f, 0.5f), 2);
    persistence = parameter("persistence", ParameterGroup.VECTOR, Initial.constant(-0.5f), codes);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray codes = inputs.get(0);
    NDArray procedure = inputs.get(1);
    NDArray s = value(store, scale, codes, training);
    NDArray scales = procedure.mul(s.get("1").sub(s.get("0"))).add(s.get("0"));
    NDArray evidence = rows(store, prior, codes, training).mul(scales);
    evidence = evidence.add(rows(store, deviation, codes, training));
    NDArray persist = Activation.sigmoid(value(store, persistence, codes, training).expandDims(1));
    NDArray kept = Embedding.embedding(codes, persist, SparseFormat.DENSE).head();
    return new NDList(
        inputs.get(2).matMul(evidence),
        inputs.get(3).matMul(evidence),
        inputs.get(4).matMul(evidence.mul(kept)),
        evidence,
        kept);
  }

  private static NDArray rows(
      ParameterStore store, Parameter table, NDArray codes, boolean training) {
    NDArray all = value(store, table, codes, training);
    return Embedding.embedding(codes, all, SparseFormat.DENSE).head();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape sum = new Shape(inputs[2].get(0), medications);
    long codes = inputs[0].get(0);
    return new Shape[] {sum, sum, sum, new Shape(codes, medications), new Shape(codes, 1)};
  }
}
