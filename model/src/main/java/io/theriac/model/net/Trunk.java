package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.theriac.model.net.PublishedOptions.Attention;
import io.theriac.model.net.PublishedOptions.Setting;

/**
 * The published network up to its head, for all visits of all patients of a batch in one pass:
 * every part looks only backwards.
 *
 * <p>Inputs: {@link Input}. Output: {@code [o_D, o_P, o_M, sex, age, inter, intra, o_D, o_P, o_M]},
 * [n, 10 d]; what the {@link Setting} lacks is left out, and laboratory results add an o_L after
 * each o_M. h are the summed codes of a visit (medications: of the visit before), o the GRUs'
 * outputs; the inter-visit queries are [h_D, h_P, h_M, sex, age] of the asked visit, its keys and
 * values [o_D, o_P, o_M, o_L] of the visits before.
 *
 * <p>Where one visit a patient is scored, two more outputs tell the visits that {@link
 * InterVisitAttention} looked at apart, if it did: inter, [B, d], and what each visit has in its
 * sum before W_o, [B, visits, d]. See {@link AttendedVisits}.
 */
final class Trunk extends NetBlock {

  /** Which of the inter-visit queries, and which kind of its keys, carries medications. */
  static final int MEDICATIONS = 2;

  private static final int SEXES = 3;

  private final int dim;
  private final int blocks;
  private final float dropout;
  private final TrunkEncoders encoders;
  private final Gru diagnosisState;
  private final Gru procedureState;
  private final Gru medicationState;
  private final Gru labState;
  private final IntraVisitAttention intra;
  private final NetBlock inter;
  private final Dense age;
  private final Parameter sex;

  Trunk(NetworkConfig config, NetworkShape shape, TrainingTables tables) {
    PublishedOptions options = config.trunk();
    Setting setting = options.setting();
    dim = config.dim();
    blocks = blocks(setting);
    dropout = config.dropout();
    encoders = addChildBlock("codes", new TrunkEncoders(config, shape, tables));
    diagnosisState = addChildBlock("diagnosisState", new Gru(dim));
    procedureState = addChildBlock("procedureState", new Gru(dim));
    medicationState = addChildBlock("medicationState", new Gru(dim));
    labState = setting.labs() ? addChildBlock("labState", new Gru(dim)) : null;
    float drop = config.attentionDropout();
    intra =
        options.attention() == Attention.V2
            ? addChildBlock("intra", new IntraVisitAttention(dim, config.heads(), drop))
            : null;
    inter =
        switch (options.attention()) {
          case NONE -> null;
          case V1 ->
              addChildBlock("inter", new FirstDifferentialAttention(dim, config.heads(), drop));
          case V2 -> addChildBlock("inter", new InterVisitAttention(dim, config.heads(), drop));
        };
    age = setting.age() ? addChildBlock("age", new Dense(1, dim)) : null;
    sex =
        setting.sex()
            ? parameter("sex", ParameterGroup.MATRIX, Initial.uniform(0.1), SEXES, dim)
            : null;
  }

  /** Queries of the inter-visit attention. */
  static int queries(Setting setting) {
    return 3 + (setting.sex() ? 1 : 0) + (setting.age() ? 1 : 0);
  }

  /** Kinds of keys of the inter-visit attention. */
  static int keys(Setting setting) {
    return setting.labs() ? 4 : 3;
  }

  /** Blocks of the output, each d wide. */
  static int blocks(Setting setting) {
    return 2 * keys(setting) + queries(setting) - 3 + 2;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDList visits = encoders.forward(store, inputs, training);
    NDList states = states(store, visits, training);
    NDList facts = facts(store, inputs, training);
    NDList last = new NDList();
    states.forEach(state -> last.add(asked(state, inputs)));
    NDList all = new NDList();
    all.addAll(last);
    all.addAll(facts);
    NDList across = across(store, inputs, visits, states, facts, training);
    all.add(across.head());
    all.add(within(store, inputs, visits, training));
    all.addAll(last);
    NDArray joined = NDArrays.concat(all, 2).reshape(-1, (long) blocks * dim);
    NDList result = new NDList(rows(joined, Input.PREDICTED.of(inputs)));
    if (across.size() > 1) {
      result.add(across.head().squeeze(1));
      result.add(ofVisits(across.get(1), states.size()));
    }
    return result;
  }

  /** Sums what keys of all kinds have of a visit: [B, kinds · visits, d] to [B, visits, d]. */
  private static NDArray ofVisits(NDArray ofKeys, int kinds) {
    Shape shape = ofKeys.getShape();
    return ofKeys
        .reshape(shape.get(0), kinds, shape.get(1) / kinds, shape.get(2))
        .sum(new int[] {1});
  }

  private NDList states(ParameterStore store, NDList visits, boolean training) {
    NDList states =
        new NDList(
            apply(diagnosisState, store, training, visits.get(0)),
            apply(procedureState, store, training, visits.get(1)),
            apply(medicationState, store, training, visits.get(MEDICATIONS)));
    if (labState != null) {
      states.add(apply(labState, store, training, visits.get(3)));
    }
    return states;
  }

  /** Sex and age of asked visits, as the setting has them, each [B, A, d]. */
  private NDList facts(ParameterStore store, NDList inputs, boolean training) {
    NDList facts = new NDList();
    if (sex != null) {
      NDArray index = Input.SEX.of(inputs);
      facts.add(dropped(rows(value(store, sex, index, training), index), training));
    }
    if (age != null) {
      facts.add(dropped(apply(age, store, training, Input.AGE.of(inputs)), training));
    }
    return facts;
  }

  /** Inter-visit attention, [B, A, d], zero at first visits; and what it tells of its keys. */
  private NDList across(
      ParameterStore store,
      NDList inputs,
      NDList visits,
      NDList states,
      NDList facts,
      boolean training) {
    long count = visits.head().getShape().get(1);
    NDArray nothing = asked(visits.head(), inputs).zerosLike();
    if (count == 1 || inter == null) {
      return new NDList(nothing);
    }
    NDList queries = new NDList();
    visits.subNDList(0, MEDICATIONS + 1).forEach(h -> queries.add(asked(h, inputs)));
    queries.addAll(facts);
    NDList keys = new NDList();
    states.forEach(state -> keys.add(state.get(":,:" + (count - 1))));
    NDList asking =
        new NDList(
            NDArrays.stack(queries, 2), NDArrays.concat(keys, 1), Input.ATTENTION_BIAS.of(inputs));
    NDList found = inter.forward(store, asking, training);
    NDList result = new NDList(found.head().mul(Input.LATER.of(inputs)));
    result.addAll(found.subNDList(1));
    return result;
  }

  /** Intra-visit attention, [B, A, d]; zero at first visits. */
  private NDArray within(ParameterStore store, NDList inputs, NDList visits, boolean training) {
    if (visits.head().getShape().get(1) == 1 || intra == null) {
      return asked(visits.head(), inputs).zerosLike();
    }
    NDList asking = new NDList(visits.get(MEDICATIONS));
    for (int i = 0; i < visits.size(); i++) {
      if (i != MEDICATIONS) {
        asking.add(visits.get(i));
      }
    }
    return asked(intra.forward(store, asking, training).singletonOrThrow(), inputs);
  }

  private NDArray dropped(NDArray x, boolean training) {
    return training ? Dropout.dropout(x, dropout, true).head() : x;
  }

  /** The asked visits' rows: [B, T, d] to [B, A, d]. */
  private NDArray asked(NDArray x, NDList inputs) {
    NDArray rows = rows(x.reshape(-1, dim), Input.ASKED.of(inputs));
    return rows.reshape(x.getShape().get(0), -1, dim);
  }

  /** Makes tables for scoring; the values must no longer change. */
  void freeze(ParameterStore store, NDManager manager) {
    encoders.freeze(store, manager);
  }

  /** Finished vectors of a kind of codes, role by role, [roles · codes][d]; once frozen. */
  float[] vectors(int kind) {
    return encoders.table(kind);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[Input.PREDICTED.slot()].add((long) blocks * dim)};
  }
}
