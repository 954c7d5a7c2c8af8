package io.theriac.model.cohort;

import io.theriac.model.terminology.Fingerprint;

/**
 * Splits patients by a hash of seed and key, so that each stays in its part as data grow.
 *
 * @param validation share of the patients, from 0 to 1
 * @param test share of the patients, from 0 to 1
 */
public record Split(long seed, double validation, double test) {

  public Split {
    if (!(validation > 0 && test > 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "Validation share %s and test share %s must be above 0 and leave patients to train on."
              .formatted(validation, test));
    }
  }

  /** 80 % for training, 10 % each for validation and test. */
  public static Split seeded(long seed) {
    return new Split(seed, 0.1, 0.1);
  }

  /** The part of a patient. */
  public Part part(String patientKey) {
    String hash = new Fingerprint().add(Long.toString(seed)).add(patientKey).hex();
    double position = Long.parseUnsignedLong(hash.substring(0, 13), 16) / (double) (1L << 52);
    if (position < test) {
      return Part.TEST;
    }
    return position < test + validation ? Part.VALIDATION : Part.TRAINING;
  }
}
