package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The published network up to its head, for all visits of all patients of a batch in one pass:
 * every part looks only backwards.
 *
 * <p>Inputs: {@link Input}. Output: {@code [o_D, o_P, o_M, sex, age, inter, intra, o_D, o_P, o_M]},
 * [n, 10 d]. h are the summed codes of a visit (medications: of the visit before), o the GRUs'
 * outputs; the inter-visit queries are [h_D, h_P, h_M, sex, age] of the asked visit, its keys and
 * values [o_D, o_P, o_M] of the visits before.
 */
final class Trunk extends NetBlock {

  /** Blocks of the output, each d wide. */
  static final int BLOCKS = 10;

  /** Queries of the inter-visit attention, and the one among them that carries medications. */
  static final int QUERIES = 5;

  static final int MEDICATION_QUERY = 2;

  private static final int SEXES = 3;

  private final int dim;
  private final float dropout;
  private final CodeEncoder diagnoses;
  private final CodeEncoder procedures;
  private final CodeEncoder medications;
  private final Gru diagnosisState;
  private final Gru procedureState;
  private final Gru medicationState;
  private final IntraVisitAttention intra;
  private final InterVisitAttention inter;
  private final Dense age;
  private final Parameter sex;

  Trunk(NetworkConfig config, NetworkShape shape) {
    dim = config.dim();
    dropout = config.dropout();
    diagnoses = addChildBlock("diagnoses", new CodeEncoder(shape.diagnoses(), dim, dropout));
    procedures = addChildBlock("procedures", new CodeEncoder(shape.procedures(), dim, dropout));
    medications = addChildBlock("medications", new CodeEncoder(shape.medications(), dim, dropout));
    diagnosisState = addChildBlock("diagnosisState", new Gru(dim));
    procedureState = addChildBlock("procedureState", new Gru(dim));
    medicationState = addChildBlock("medicationState", new Gru(dim));
    float attentionDropout = config.attentionDropout();
    intra = addChildBlock("intra", new IntraVisitAttention(dim, config.heads(), attentionDropout));
    inter = addChildBlock("inter", new InterVisitAttention(dim, config.heads(), attentionDropout));
    age = addChildBlock("age", new Dense(1, dim));
    sex = parameter("sex", ParameterGroup.MATRIX, Initial.uniform(0.1), SEXES, dim);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray hd = encode(diagnoses, store, inputs, Input.DIAGNOSES, training);
    NDArray hp = encode(procedures, store, inputs, Input.PROCEDURES, training);
    NDArray hm = encode(medications, store, inputs, Input.MEDICATIONS, training);
    NDArray od = apply(diagnosisState, store, training, hd);
    NDArray op = apply(procedureState, store, training, hp);
    NDArray om = apply(medicationState, store, training, hm);
    NDArray sexes = dropped(sexes(store, Input.SEX.of(inputs), training), training);
    NDArray ages = dropped(apply(age, store, training, Input.AGE.of(inputs)), training);
    NDArray later = Input.LATER.of(inputs);
    NDArray within = sexes.zerosLike();
    NDArray across = within;
    long visits = hd.getShape().get(1);
    if (visits > 1) {
      within = asked(apply(intra, store, training, hm, hd, hp), inputs);
      NDArray queries =
          NDArrays.stack(
              new NDList(asked(hd, inputs), asked(hp, inputs), asked(hm, inputs), sexes, ages), 2);
      String before = ":,:" + (visits - 1);
      NDArray keys = NDArrays.concat(new NDList(od.get(before), op.get(before), om.get(before)), 1);
      NDArray bias = Input.ATTENTION_BIAS.of(inputs);
      across = apply(inter, store, training, queries, keys, bias).mul(later);
    }
    NDArray last =
        NDArrays.concat(new NDList(asked(od, inputs), asked(op, inputs), asked(om, inputs)), 2);
    NDArray all = NDArrays.concat(new NDList(last, sexes, ages, across, within, last), 2);
    long width = (long) BLOCKS * dim;
    return new NDList(rows(all.reshape(-1, width), Input.PREDICTED.of(inputs)));
  }

  private static NDArray encode(
      CodeEncoder encoder, ParameterStore store, NDList inputs, Input codes, boolean training) {
    NDArray present = inputs.get(codes.slot() + 1);
    return apply(encoder, store, training, codes.of(inputs), present);
  }

  private NDArray sexes(ParameterStore store, NDArray index, boolean training) {
    NDArray table = value(store, sex, index, training);
    return Embedding.embedding(index, table, SparseFormat.DENSE).head();
  }

  private NDArray dropped(NDArray x, boolean training) {
    return training ? Dropout.dropout(x, dropout, true).head() : x;
  }

  /** The asked visits' rows: [B, T, d] to [B, A, d]. */
  private NDArray asked(NDArray x, NDList inputs) {
    NDArray rows = rows(x.reshape(-1, dim), Input.ASKED.of(inputs));
    return rows.reshape(x.getShape().get(0), -1, dim);
  }

  /** Rows of a matrix by index, with gradients. */
  private static NDArray rows(NDArray matrix, NDArray index) {
    return Embedding.embedding(index, matrix, SparseFormat.DENSE).head();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[Input.PREDICTED.slot()].add((long) BLOCKS * dim)};
  }
}
