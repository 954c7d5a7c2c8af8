package io.theriac.model.net;

import io.theriac.model.net.NetworkConfig.Part;
import java.util.Arrays;

/**
 * A network's additive parts as plain tables, to serve ({@link CompiledEvidence}) and to tell what
 * a logit is made of ({@link Contributions}). A part that the network lacks is null, where nothing
 * else is said.
 */
final class EvidenceTables {

  /** Where evidence of a code comes from: a column of {@link #slope}. */
  static final int NEW = 0;

  static final int RECURRING = 1;
  static final int EARLIER = 2;
  static final int SOURCES = 3;

  private static final int STATUSES = MedicationStatus.values().length;

  private final NetworkConfig config;
  private final NetworkShape shape;
  private final float[][] evidence;
  private final float[] persistence;
  private final float[][] slope;
  private final float[][] offset;
  private final float[][] table;
  private final float[][] gates;
  private final float[][] gap;
  private final float[][] course;
  private final float[][] bands;
  private final float[][] sexes;
  private final ReviewTable review;
  private final AttentionTable attention;
  private final float[] amount;
  private final float sharpness;

  EvidenceTables(Network network) {
    config = network.config();
    shape = network.shape();
    boolean wide = config.has(Part.WIDE);
    evidence = wide ? evidence(network) : null;
    persistence = wide ? sigmoid(network.array("wide.persistence").toFloatArray()) : null;
    boolean status = config.has(Part.STATUS);
    slope = status ? network.table("status.slope") : ones(STATUSES, SOURCES);
    offset = status ? network.table("status.offset") : new float[STATUSES][shape.medications()];
    table = config.has(Part.MEDICATION_TABLE) ? medicationTable(network) : null;
    gates = config.has(Part.GATES) ? network.table("history.gates") : null;
    gap = config.has(Part.ELAPSED) ? network.table("elapsed.gap") : null;
    course = config.has(Part.ELAPSED) ? network.table("elapsed.course") : null;
    bands = config.has(Part.DEMOGRAPHICS) ? network.table("demographics.age") : null;
    sexes = config.has(Part.DEMOGRAPHICS) ? network.table("demographics.sex") : null;
    review = ReviewTable.isIn(config) ? new ReviewTable(network) : null;
    attention = AttentionTable.isIn(config) ? new AttentionTable(network) : null;
    boolean softMax = config.has(Part.SOFT_MAX);
    amount = softMax ? network.array("softMax.amount").toFloatArray() : null;
    sharpness = softMax ? network.array("softMax.sharpness").toFloatArray()[0] : 0;
  }

  private static float[][] evidence(Network network) {
    float[] scale = network.array("wide.scale").toFloatArray();
    float[][] w = network.table("wide.deviation");
    float[][] prior = network.table("wide.prior");
    for (int c = 0; c < w.length; c++) {
      float s = scale[c < network.shape().diagnoses() ? 0 : 1];
      for (int m = 0; m < w[c].length; m++) {
        w[c][m] += s * prior[c][m];
      }
    }
    return w;
  }

  private static float[][] medicationTable(Network network) {
    float scale = network.array("table.scale").toFloatArray()[0];
    float[][] sum = network.table("table.deviation");
    float[][] prior = network.table("table.prior");
    for (int i = 0; i < sum.length; i++) {
      for (int m = 0; m < sum[i].length; m++) {
        sum[i][m] += scale * prior[i][m];
      }
    }
    return sum;
  }

  private static float[] sigmoid(float[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
    return y;
  }

  private static float[][] ones(int rows, int columns) {
    float[][] ones = new float[rows][columns];
    for (float[] row : ones) {
      Arrays.fill(row, 1);
    }
    return ones;
  }

  NetworkConfig config() {
    return config;
  }

  NetworkShape shape() {
    return shape;
  }

  /** What each code says of each medication, [codes][M]. */
  float[][] evidence() {
    return evidence;
  }

  /** How much a code of earlier visits counts, [codes]. */
  float[] persistence() {
    return persistence;
  }

  /** What evidence counts by {@link MedicationStatus} and source, [4][3]; 1 without the part. */
  float[][] slope() {
    return slope;
  }

  /** What a medication's status says by itself, [4][M]; 0 without the part. */
  float[][] offset() {
    return offset;
  }

  /** What each medication of the visit before says of each, [M][M]. */
  float[][] medications() {
    return table;
  }

  /** {@link HistoryGates}: of the visit before, the share and the recency, [3][M]. */
  float[][] gates() {
    return gates;
  }

  /** What the time since the visit before says, [bands][M]. */
  float[][] gap() {
    return gap;
  }

  /** What the time since a course began says, [bands][M]. */
  float[][] course() {
    return course;
  }

  /** What the causal review adds. */
  ReviewTable review() {
    return review;
  }

  /** What attention to earlier visits adds. */
  AttentionTable attention() {
    return attention;
  }

  /** How much the soft-max of {@link SoftMaxEvidence} counts, [M]. */
  float[] amount() {
    return amount;
  }

  /** Whether age and sex have tables. */
  boolean hasDemographics() {
    return bands != null;
  }

  /** What age and sex say of a medication, by tables that the network has. */
  float demographics(int sex, float age, int medication) {
    return bands[DemographicTables.band(age)][medication] + sexes[sex][medication];
  }

  /** Adds what age and sex say of each medication, if the network has tables of them. */
  void addDemographics(int sex, float age, float[] z) {
    if (bands != null) {
      Floats.add(bands[DemographicTables.band(age)], z, z.length);
      Floats.add(sexes[sex], z, z.length);
    }
  }

  /** {@code exp(τ e)} of {@link SoftMaxEvidence}. */
  float strength(int code, int medication) {
    float sharp = sharpness * evidence[code][medication];
    return (float) Math.exp(Math.min(SoftMaxEvidence.STRONGEST, sharp));
  }

  /** {@link #strength} of all, [codes][M]. */
  float[][] strengths() {
    float[][] strengths = new float[evidence.length][evidence[0].length];
    for (int code = 0; code < strengths.length; code++) {
      for (int m = 0; m < strengths[code].length; m++) {
        strengths[code][m] = strength(code, m);
      }
    }
    return strengths;
  }
}
