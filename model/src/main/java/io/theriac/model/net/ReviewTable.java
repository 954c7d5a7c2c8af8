package io.theriac.model.net;

import io.theriac.model.causal.ReviewRule;
import io.theriac.model.cohort.EncodedVisit;

/** {@link CausalReview} on plain arrays. */
final class ReviewTable {

  private final int medications;
  private final ReviewRule rule;
  private final float plus;
  private final float minus;

  ReviewTable(Network network) {
    medications = network.shape().medications();
    rule = network.tables().causal().review();
    plus = network.array("review.plus").toFloatArray()[0];
    minus = network.array("review.minus").toFloatArray()[0];
  }

  /** What it adds to each medication's logit, [M]. */
  float[] of(EncodedVisit visit) {
    float[] added = rule.signs(visit, medications);
    for (int m = 0; m < medications; m++) {
      added[m] *= added[m] > 0 ? plus : minus;
    }
    return added;
  }

  /** See {@link ReviewRule#strongest}. */
  int strongest(EncodedVisit visit, int medication) {
    return rule.strongest(visit, medication);
  }
}
