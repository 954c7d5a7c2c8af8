package io.theriac.model.net;

import io.theriac.model.cohort.EncodedVisit;
import java.util.List;

/** Logits of one visit, and on demand what they are made of. One belongs to one thread. */
public final class ScoredVisit {

  private final List<EncodedVisit> history;
  private final EvidenceTables tables;
  private final AttendedVisits attended;
  private final float[] logits;
  private final float[] beforeField;
  private final float[] remainder;
  private Contributions contributions;

  ScoredVisit(
      List<EncodedVisit> history,
      EvidenceTables tables,
      AttendedVisits attended,
      float[] logits,
      float[] beforeField,
      float[] remainder) {
    this.history = history;
    this.tables = tables;
    this.attended = attended;
    this.logits = logits;
    this.beforeField = beforeField;
    this.remainder = remainder;
  }

  /** One logit a medication. */
  public float[] logits() {
    return logits.clone();
  }

  /** σ(logit / temperature) of each medication. */
  public float[] probabilities(double temperature) {
    float[] p = new float[logits.length];
    for (int m = 0; m < p.length; m++) {
      p[m] = (float) (1 / (1 + Math.exp(-logits[m] / temperature)));
    }
    return p;
  }

  /** What adds up to a medication's logit, in no particular order. */
  public List<Contribution> contributions(int medication) {
    if (contributions == null) {
      contributions = new Contributions(tables, history, attended);
    }
    return contributions.of(
        medication, remainder[medication], logits[medication] - beforeField[medication]);
  }
}
