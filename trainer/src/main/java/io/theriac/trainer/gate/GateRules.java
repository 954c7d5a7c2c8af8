package io.theriac.trainer.gate;

import io.theriac.model.artifact.ModelReport;

/**
 * What the acceptance gate asks of a model.
 *
 * @param margin Jaccard by which it may be worse than the active model: the lower end of the 95 %
 *     interval of the difference must not lie below minus this
 * @param ddiMargin by which its DDI rate may exceed the active model's or, where there is none,
 *     that of the medications given
 * @param maxCalibrationError largest expected calibration error
 * @param maxVocabularyLoss largest share of the active model's diagnoses, procedures or medications
 *     that it may no longer know
 * @param unprovenToo accepts what there were too few patients to judge: to try the way, not for
 *     care
 * @param hold leaves what is accepted a CANDIDATE, for a person to promote
 */
public record GateRules(
    double margin,
    double ddiMargin,
    double maxCalibrationError,
    double maxVocabularyLoss,
    boolean unprovenToo,
    boolean hold) {

  /** On fewer patients, for validation or for test, a figure says nothing of a model. */
  public static final int ENOUGH_PATIENTS = 10;

  /** The rules where nobody says otherwise. */
  public static final GateRules DEFAULT = new GateRules(0.02, 0.01, 0.1, 0.2, false, false);

  public GateRules {
    requireShare("margin", margin);
    requireShare("ddiMargin", ddiMargin);
    requireShare("maxCalibrationError", maxCalibrationError);
    requireShare("maxVocabularyLoss", maxVocabularyLoss);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s is %s: use 0 to 1.".formatted(name, value));
    }
  }

  /** The same, accepting what is not proven, too. */
  public GateRules withUnproven() {
    return new GateRules(margin, ddiMargin, maxCalibrationError, maxVocabularyLoss, true, hold);
  }

  /** Whether there were patients enough to judge the model. */
  public static boolean isProvable(ModelReport report) {
    return report.cohort().validation().patients() >= ENOUGH_PATIENTS
        && report.cohort().test().patients() >= ENOUGH_PATIENTS;
  }
}
