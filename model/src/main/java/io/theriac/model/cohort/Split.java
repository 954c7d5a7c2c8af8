package io.theriac.model.cohort;

import io.theriac.model.terminology.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * Splits patients into three parts.
 *
 * @param by how
 * @param seed of the hash; without effect in the order of keys
 * @param validation share of the patients, from 0 to 1
 * @param test share of the patients, from 0 to 1
 */
public record Split(By by, long seed, double validation, double test) {

  /** What decides about a patient's part. */
  public enum By {
    /** A hash of seed and key: each patient stays in its part as data grow. */
    HASH,
    /** The order of the keys: training first, test last, as much of the literature does. */
    ORDER
  }

  public Split {
    if (!(validation > 0 && test > 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "Validation share %s and test share %s must be above 0 and leave patients to train on."
              .formatted(validation, test));
    }
  }

  /** 80 % for training, 10 % each for validation and test, by hash. */
  public static Split seeded(long seed) {
    return new Split(By.HASH, seed, 0.1, 0.1);
  }

  /** 80 % for training, then 10 % each for validation and test, in the order of the keys. */
  public static Split inOrder() {
    return new Split(By.ORDER, 0, 0.1, 0.1);
  }

  /** The part of each of all patients. */
  public Map<String, Part> parts(SortedSet<String> patientKeys) {
    Map<String, Part> parts = new LinkedHashMap<>();
    int firstValidation = (int) Math.round(patientKeys.size() * (1 - validation - test));
    int firstTest = firstValidation + (int) Math.round(patientKeys.size() * validation);
    int rank = 0;
    for (String key : patientKeys) {
      Part inOrder =
          rank < firstValidation ? Part.TRAINING : rank < firstTest ? Part.VALIDATION : Part.TEST;
      parts.put(key, by == By.ORDER ? inOrder : part(key));
      rank++;
    }
    return parts;
  }

  /** Whether a patient is never trained or tuned on, whoever else there is. */
  public boolean holdsOut(String patientKey) {
    return by == By.HASH && part(patientKey) == Part.TEST;
  }

  /** The part of a patient, whoever else there is; with {@link By#HASH} only. */
  public Part part(String patientKey) {
    if (by != By.HASH) {
      throw new IllegalStateException("In the order of keys a part depends on all patients.");
    }
    String hash = new Fingerprint().add(Long.toString(seed)).add(patientKey).hex();
    double position = Long.parseUnsignedLong(hash.substring(0, 13), 16) / (double) (1L << 52);
    if (position < test) {
      return Part.TEST;
    }
    return position < test + validation ? Part.VALIDATION : Part.TRAINING;
  }
}
