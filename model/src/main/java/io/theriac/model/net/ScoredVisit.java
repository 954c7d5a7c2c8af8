package io.theriac.model.net;

import java.util.List;

/** Logits of one visit, and on demand what they are made of. */
public final class ScoredVisit {

  private final VisitWindow window;
  private final EvidenceTables tables;
  private final float[] logits;
  private final float[] beforeField;
  private final float[] remainder;

  ScoredVisit(
      VisitWindow window,
      EvidenceTables tables,
      float[] logits,
      float[] beforeField,
      float[] remainder) {
    this.window = window;
    this.tables = tables;
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
    return tables.contributions(
        window, medication, remainder[medication], logits[medication] - beforeField[medication]);
  }
}
