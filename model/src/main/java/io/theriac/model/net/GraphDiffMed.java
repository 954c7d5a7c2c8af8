package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.theriac.model.net.NetworkConfig.Part;

/**
 * The whole network: base rates, the published trunk with its head, and what is added to its
 * logits.
 *
 * <pre>
 * r = b + W_h relu(trunk) + b_h + demographics + latent problems + causal review + graded review
 * z_pre = r + gates + elapsed + last (s M0 + ΔM) + status slopes of the wide evidence + soft-max evidence
 * z = DDI field(z_pre)
 * </pre>
 *
 * <p>Inputs: {@link Input}. Outputs: z, z_pre and r, each [n, M]; after them what the {@link Trunk}
 * tells of earlier visits, if it does.
 *
 * <p>The causal review ends the published network. Reviews are part of r, since all before the
 * field is a sum.
 */
final class GraphDiffMed extends NetBlock {

  private final NetworkConfig config;
  private final int medications;
  private final Parameter base;
  private final Parameter interactions;
  private Trunk trunk;
  private Dense head;
  private DemographicTables demographics;
  private WideEvidence wide;
  private StatusSlopes status;
  private SoftMaxEvidence softMax;
  private LatentProblems latent;
  private MedicationTable table;
  private HistoryGates gates;
  private ElapsedTables elapsed;
  private DdiField field;
  private CausalReview review;
  private GradedReview graded;

  GraphDiffMed(
      NetworkConfig config,
      NetworkShape shape,
      Priors priors,
      TrainingTables tables,
      float[][] ddi) {
    this.config = config;
    medications = shape.medications();
    boolean rates = config.trunk().baseRates();
    base =
        parameter(
            "base",
            rates ? ParameterGroup.VECTOR : ParameterGroup.FIXED,
            rates ? Initial.of(priors.base()) : Initial.constant(0),
            medications);
    interactions =
        parameter("interactions", ParameterGroup.FIXED, Initial.of(ddi), medications, medications);
    if (config.has(Part.TRUNK)) {
      trunk = addChildBlock("trunk", new Trunk(config, shape, tables));
      int blocks = Trunk.blocks(config.trunk().setting());
      head = addChildBlock("head", new Dense(blocks * config.dim(), medications));
      review = config.trunk().review() ? addChildBlock("review", new CausalReview()) : null;
    }
    if (config.has(Part.DEMOGRAPHICS)) {
      demographics = addChildBlock("demographics", new DemographicTables(medications));
    }
    if (config.has(Part.GRADED_REVIEW)) {
      graded = addChildBlock("graded", new GradedReview());
    }
    if (config.has(Part.WIDE)) {
      wide = addChildBlock("wide", new WideEvidence(shape, priors));
    }
    if (config.has(Part.STATUS)) {
      status = addChildBlock("status", new StatusSlopes(medications, priors));
    }
    if (config.has(Part.SOFT_MAX)) {
      softMax = addChildBlock("softMax", new SoftMaxEvidence(medications));
    }
    if (config.has(Part.LATENT)) {
      latent = addChildBlock("latent", new LatentProblems(shape, priors));
    }
    if (config.has(Part.MEDICATION_TABLE)) {
      table = addChildBlock("table", new MedicationTable(medications, priors));
    }
    if (config.has(Part.GATES)) {
      // Beside the status offsets, which are counted, the gates start at nothing.
      boolean alone = status == null;
      gates =
          addChildBlock(
              "history",
              alone
                  ? new HistoryGates(medications, 1, 0.5f, 0.5f)
                  : new HistoryGates(medications, 0, 0, 0));
    }
    if (config.has(Part.ELAPSED)) {
      elapsed = addChildBlock("elapsed", new ElapsedTables(medications));
    }
    if (config.has(Part.DDI_FIELD)) {
      field = addChildBlock("field", new DdiField(medications));
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    NDArray last = Input.LAST.of(inputs);
    NDArray usual = value(store, base, last, training);
    NDList ofTrunk = trunk == null ? new NDList() : trunk.forward(store, inputs, training);
    NDArray remainder = remainder(store, inputs, ofTrunk, usual, training);
    NDArray sum = remainder;
    if (wide != null) {
      NDList sums = wide.forward(store, evidence(inputs), training);
      sum = sum.add(weighed(store, inputs, sums, training));
      if (softMax != null) {
        sum = sum.add(softMax(store, inputs, sums, training));
      }
      if (latent != null) {
        NDArray told = latent(store, inputs, sums.get(4), training);
        remainder = remainder.add(told);
        sum = sum.add(told);
      }
    }
    if (table != null) {
      sum = sum.add(apply(table, store, training, last));
    }
    if (gates != null) {
      NDArray share = Input.SHARE.of(inputs);
      sum = sum.add(apply(gates, store, training, last, share, Input.RECENCY.of(inputs)));
    }
    if (elapsed != null) {
      NDArray gap = Input.GAP.of(inputs);
      sum = sum.add(apply(elapsed, store, training, last, gap, Input.COURSE.of(inputs)));
    }
    NDArray z = sum;
    if (field != null) {
      NDArray pairs = value(store, interactions, last, training);
      z = apply(field, store, training, sum, usual, pairs);
    }
    NDList result = new NDList(z, sum, remainder);
    if (ofTrunk.size() > 1) {
      result.addAll(ofTrunk.subNDList(1));
    }
    return result;
  }

  /** Makes tables for scoring; the values must no longer change. */
  void freeze(ParameterStore store, NDManager manager) {
    if (trunk != null) {
      trunk.freeze(store, manager);
    }
  }

  /** See {@link Trunk#vectors}. */
  float[] vectors(int kind) {
    return trunk.vectors(kind);
  }

  private NDArray remainder(
      ParameterStore store, NDList inputs, NDList ofTrunk, NDArray usual, boolean training) {
    NDArray sum = Input.LAST.of(inputs).zerosLike().add(usual);
    if (trunk != null) {
      NDArray features = Activation.relu(ofTrunk.head());
      if (training && config.headDropout() > 0) {
        features = Dropout.dropout(features, config.headDropout(), true).head();
      }
      sum = sum.add(apply(head, store, training, features));
    }
    if (review != null) {
      sum = sum.add(apply(review, store, training, Input.REVIEW.of(inputs)));
    }
    if (graded != null) {
      sum = sum.add(apply(graded, store, training, Input.EFFECT.of(inputs)));
    }
    if (demographics != null) {
      NDArray sex = Input.SEX.of(inputs).flatten().gather(Input.PREDICTED.of(inputs), 0);
      sum = sum.add(apply(demographics, store, training, Input.AGE_BAND.of(inputs), sex));
    }
    return sum;
  }

  private static NDList evidence(NDList inputs) {
    return new NDList(
        Input.CODES.of(inputs),
        Input.CODE_IS_PROCEDURE.of(inputs),
        Input.NEW_CODES.of(inputs),
        Input.RECURRING_CODES.of(inputs),
        Input.EARLIER_CODES.of(inputs));
  }

  private NDArray softMax(ParameterStore store, NDList inputs, NDList sums, boolean training) {
    return apply(
        softMax,
        store,
        training,
        sums.get(3),
        sums.get(4),
        Input.NEW_CODES.of(inputs),
        Input.RECURRING_CODES.of(inputs),
        Input.EARLIER_CODES.of(inputs));
  }

  private NDArray latent(
      ParameterStore store, NDList inputs, NDArray persistence, boolean training) {
    return apply(
        latent,
        store,
        training,
        Input.CODES.of(inputs),
        persistence,
        Input.NEW_CODES.of(inputs),
        Input.RECURRING_CODES.of(inputs),
        Input.EARLIER_CODES.of(inputs),
        Input.SHARE.of(inputs),
        Input.STATUS.of(inputs));
  }

  private NDArray weighed(ParameterStore store, NDList inputs, NDList sums, boolean training) {
    if (status == null) {
      return sums.get(0).add(sums.get(1)).add(sums.get(2));
    }
    return apply(
        status, store, training, Input.STATUS.of(inputs), sums.get(0), sums.get(1), sums.get(2));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape logits = inputs[Input.PREDICTED.slot()].add(medications);
    // What the trunk tells beside depends on how many visits are asked: it is not declared.
    return new Shape[] {logits, logits, logits};
  }
}
