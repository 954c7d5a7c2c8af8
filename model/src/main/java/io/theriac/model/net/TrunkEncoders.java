package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.theriac.model.causal.CausalTables;
import io.theriac.model.causal.Effects;

/**
 * The encoders of a visit's codes, and of its laboratory results where they are used, as the {@link
 * PublishedOptions} have them.
 *
 * <p>Inputs: {@link Input}. Outputs: h_D, h_P, h_M (of the visit before), h_L, each [B, T, d].
 */
final class TrunkEncoders extends NetBlock {

  private final int dim;
  private final float dropout;
  private final PublishedOptions options;
  private final Molecules molecules;
  private final NetBlock diagnoses;
  private final NetBlock procedures;
  private final NetBlock medications;
  private final LabEncoder labs;

  TrunkEncoders(NetworkConfig config, NetworkShape shape, TrainingTables tables) {
    dim = config.dim();
    dropout = config.dropout();
    options = config.trunk();
    CausalTables causal = tables.causal();
    diagnoses =
        addChildBlock("diagnoses", codes(shape.diagnoses(), causal.diagnosisEffects(), tables));
    procedures =
        addChildBlock("procedures", codes(shape.procedures(), causal.procedureEffects(), tables));
    medications = addChildBlock("medications", medications(shape.medications()));
    molecules =
        options.molecules()
            ? addChildBlock("molecules", new Molecules(tables.molecules(), dim))
            : null;
    labs = options.setting().labs() ? addChildBlock("labs", new LabEncoder(dim)) : null;
  }

  private NetBlock codes(int codes, Effects effects, TrainingTables tables) {
    if (!options.graphs()) {
      return new CodeEncoder(codes, dim, dropout);
    }
    float[][] neighbours = options.molecules() ? effects.neighbours(tables.molecules()) : null;
    return new GraphCodeEncoder(codes, dim, dropout, neighbours, options.roles());
  }

  private NetBlock medications(int medications) {
    if (options.molecules()) {
      return new MedicationEncoder(medications, dim, dropout, options.roles());
    }
    return options.roles()
        ? new GraphCodeEncoder(medications, dim, dropout, null, true)
        : new CodeEncoder(medications, dim, dropout);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDList vectors = molecules == null ? new NDList() : molecules.vectors(store, training);
    NDList visits = new NDList();
    visits.add(encode(store, diagnoses, Input.DIAGNOSES, inputs, vectors, training));
    visits.add(encode(store, procedures, Input.PROCEDURES, inputs, vectors, training));
    visits.add(encode(store, medications, Input.MEDICATIONS, inputs, vectors, training));
    if (labs != null) {
      NDArray present = Input.LABS_PRESENT.of(inputs);
      visits.add(apply(labs, store, training, Input.LABS.of(inputs), present));
    }
    return visits;
  }

  private static NDArray encode(
      ParameterStore store,
      NetBlock encoder,
      Input codes,
      NDList inputs,
      NDList molecules,
      boolean training) {
    NDList of = new NDList();
    of.addAll(inputs.subNDList(codes.slot(), codes.slot() + 2));
    if (encoder instanceof GraphEncoder) {
      int occurrences = codes.occurrences().slot();
      of.addAll(inputs.subNDList(occurrences, occurrences + 3));
      of.addAll(molecules);
    }
    return encoder.forward(store, of, training).singletonOrThrow();
  }

  /** Makes tables for scoring. */
  void freeze(ParameterStore store, NDManager manager) {
    NDList vectors = molecules == null ? new NDList() : molecules.vectors(store, false);
    for (NetBlock encoder : new NetBlock[] {diagnoses, procedures, medications}) {
      if (encoder instanceof GraphEncoder graph) {
        graph.freeze(store, manager, vectors);
      }
    }
  }

  /** Finished vectors of diagnoses (0), procedures (1) or medications (2); once frozen. */
  float[] table(int kind) {
    NetBlock encoder = kind == 0 ? diagnoses : kind == 1 ? procedures : medications;
    return encoder instanceof GraphEncoder graph ? graph.table() : ((CodeEncoder) encoder).table();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape visit = inputs[Input.DIAGNOSES.slot()].slice(0, 2).add(dim);
    return labs == null
        ? new Shape[] {visit, visit, visit}
        : new Shape[] {visit, visit, visit, visit};
  }
}
