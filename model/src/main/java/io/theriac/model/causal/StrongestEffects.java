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

  /** The code that has it: procedures come after all diagnoses; −1 where none is above 0. */
  public int code(EncodedVisit visit, int medication) {
    int code = -1;
    float most = 0;
    for (int d : visit.diagnoses()) {
      if (diagnoses.table()[d][medication] > most) {
        most = diagnoses.table()[d][medication];
        code = d;
      }
    }
    for (int p : visit.procedures()) {
      if (procedures.table()[p][medication] > most) {
        most = procedures.table()[p][medication];
        code = diagnoses.table().length + p;
      }
    }
    return code;
  }
}
