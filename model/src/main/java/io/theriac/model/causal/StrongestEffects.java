package io.theriac.model.causal;

import io.theriac.model.cohort.EncodedVisit;

/** The strongest effect that any diagnosis or procedure of a visit has on each medication. */
public final class StrongestEffects {

  private final Effects diagnoses;
  private final Effects procedures;

  StrongestEffects(Effects diagnoses, Effects procedures) {
    this.diagnoses = diagnoses;
    this.procedures = procedures;
  }

  /** {@code max(0, max_c effect(c, m))} over the visit's codes c, [M]; from 0 to 1. */
  public float[] of(EncodedVisit visit, int medications) {
    float[] most = diagnoses.strongest(medications, visit.diagnoses());
    float[] ofProcedures = procedures.strongest(medications, visit.procedures());
    for (int m = 0; m < medications; m++) {
      most[m] = Math.max(most[m], ofProcedures[m]);
    }
    return most;
  }

  /**
   * The strongest effect on a medication.
   *
   * @param code that has it, procedures after all diagnoses; −1 where none is above 0
   * @param effect of that code, from 0 to 1
   * @param next what would be the strongest without that code
   */
  public record Strongest(int code, float effect, float next) {

    private static final Strongest NONE = new Strongest(-1, 0, 0);

    private Strongest and(int other, float ofOther) {
      return ofOther > effect
          ? new Strongest(other, ofOther, effect)
          : new Strongest(code, effect, Math.max(next, ofOther));
    }
  }

  /** Which of a visit's codes has the strongest effect on a medication. */
  public Strongest on(EncodedVisit visit, int medication) {
    Strongest strongest = Strongest.NONE;
    for (int d : visit.diagnoses()) {
      strongest = strongest.and(d, diagnoses.table()[d][medication]);
    }
    for (int p : visit.procedures()) {
      strongest = strongest.and(diagnoses.table().length + p, procedures.table()[p][medication]);
    }
    return strongest;
  }
}
