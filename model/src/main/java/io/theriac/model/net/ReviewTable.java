package io.theriac.model.net;

import io.theriac.model.causal.ReviewRule;
import io.theriac.model.causal.StrongestEffects;
import io.theriac.model.causal.StrongestEffects.Strongest;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig.Part;

/** {@link CausalReview} and {@link GradedReview} on plain arrays. */
final class ReviewTable {

  private static final int NO_CODE = -1;

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
        added[m] = signed((int) signs[m]);
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

  /**
   * What a review adds to a medication's logit.
   *
   * @param code with the strongest effect, procedures after all diagnoses; −1 where there is none
   * @param ofCode what the review would add less without that code
   */
  record Said(int code, float ofCode) {}

  /** What of the review a single code is worth. */
  Said said(EncodedVisit visit, int medication) {
    Strongest found = strongest.on(visit, medication);
    if (found.code() < 0) {
      return new Said(NO_CODE, 0);
    }
    float ofCode = 0;
    if (grades != null) {
      ofCode += GradedReview.at(grades, found.effect()) - GradedReview.at(grades, found.next());
    }
    if (rule != null) {
      int sign = rule.signWithout(NO_CODE, visit, medication);
      ofCode += signed(sign) - signed(rule.signWithout(found.code(), visit, medication));
    }
    return new Said(found.code(), ofCode);
  }

  private float signed(int sign) {
    return sign * (sign > 0 ? plus : minus);
  }
}
