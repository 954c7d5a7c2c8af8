package io.theriac.model.causal;

import io.theriac.model.cohort.EncodedVisit;

/**
 * Which medications the effects of a visit's codes speak against or for. Per medication counts the
 * largest effect of the visit's diagnoses and that of its procedures, at least 0: both below the
 * 0.90 quantile over all pairs of their kind speak against it, either above the 0.97 quantile for
 * it.
 */
public final class ReviewRule {

  private static final double LOW = 0.90;
  private static final double HIGH = 0.97;

  private final Effects diagnoses;
  private final Effects procedures;
  private final float[] ofDiagnoses;
  private final float[] ofProcedures;

  ReviewRule(Effects diagnoses, Effects procedures) {
    this.diagnoses = diagnoses;
    this.procedures = procedures;
    ofDiagnoses = diagnoses.quantiles(LOW, HIGH);
    ofProcedures = procedures.quantiles(LOW, HIGH);
  }

  /** For each medication 1 (for it), −1 (against it) or 0. */
  public float[] signs(EncodedVisit visit, int medications) {
    float[] d = diagnoses.strongest(medications, visit.diagnoses());
    float[] p = procedures.strongest(medications, visit.procedures());
    float[] signs = new float[medications];
    for (int m = 0; m < medications; m++) {
      signs[m] = sign(d[m], p[m]);
    }
    return signs;
  }

  /**
   * The same for one medication, as if the visit did not have a code; see {@link StrongestEffects}.
   */
  public int signWithout(int code, EncodedVisit visit, int medication) {
    int procedure = code - diagnoses.table().length;
    return sign(
        diagnoses.strongestOn(medication, code, visit.diagnoses()),
        procedures.strongestOn(medication, procedure, visit.procedures()));
  }

  private int sign(float ofDiagnosis, float ofProcedure) {
    if (ofDiagnosis < ofDiagnoses[0] && ofProcedure < ofProcedures[0]) {
      return -1;
    }
    return ofDiagnosis > ofDiagnoses[1] || ofProcedure > ofProcedures[1] ? 1 : 0;
  }

  /** The quantiles 0.90 and 0.97 of diagnoses, then of procedures. */
  float[][] limits() {
    return new float[][] {ofDiagnoses.clone(), ofProcedures.clone()};
  }
}
