package io.theriac.model.net;

import io.theriac.model.causal.ReviewRule;
import io.theriac.model.causal.StrongestEffects;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig.Part;

/** {@link CausalReview} and {@link GradedReview} on plain arrays. */
final class ReviewTable {

  private final int medications;
  private final ReviewRule rule;
  private final float plus;
  private final float minus;
  private final StrongestEffects strongest;
  private final float[] grades;

  ReviewTable(Network network) {
    NetworkConfig config = network.config();
    medications = network.shape().medications();
    boolean signs = config.trunk().review();
    rule = signs ? network.tables().causal().review() : null;
    plus = signs ? network.array("review.plus").toFloatArray()[0] : 0;
    minus = signs ? network.array("review.minus").toFloatArray()[0] : 0;
    boolean graded = config.has(Part.GRADED_REVIEW);
    grades = graded ? network.array("graded.grades").toFloatArray() : null;
    strongest = network.tables().causal().strongest();
  }

  /** Whether a configuration reviews its scores. */
  static boolean isIn(NetworkConfig config) {
    return config.trunk().review() || config.has(Part.GRADED_REVIEW);
  }

  /** What it adds to each medication's logit, [M]. */
  float[] of(EncodedVisit visit) {
    float[] added = new float[medications];
    if (rule != null) {
      float[] signs = rule.signs(visit, medications);
      for (int m = 0; m < medications; m++) {
        added[m] = signs[m] * (signs[m] > 0 ? plus : minus);
      }
    }
    if (grades != null) {
      float[] effects = strongest.of(visit, medications);
      for (int m = 0; m < medications; m++) {
        added[m] += GradedReview.at(grades, effects[m]);
      }
    }
    return added;
  }

  /** See {@link StrongestEffects#code}. */
  int code(EncodedVisit visit, int medication) {
    return strongest.code(visit, medication);
  }
}
