package io.theriac.streams.serving;

import io.theriac.model.terminology.Fingerprint;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.Trial;
import io.theriac.schemas.avro.TrialMode;
import java.time.Instant;

/**
 * How a candidate is tried.
 *
 * @param mode SHADOW or CANARY
 * @param share of the patients, above 0 and at most 1
 * @param version of the candidate
 * @param decidedAt when the trial was decided
 */
public record TrialTerms(TrialMode mode, double share, String version, Instant decidedAt) {

  private static final int HEX_DIGITS = 13;
  private static final double RANGE = 0x1p52;

  public TrialTerms {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "its trial has share %s, but the share of patients must be above 0 and at most 1."
              .formatted(share));
    }
  }

  /**
   * The terms of a release that has a trial.
   *
   * @throws IllegalArgumentException if the share is none
   */
  static TrialTerms of(ModelRelease candidate) {
    Trial trial = candidate.getTrial();
    return new TrialTerms(
        trial.getMode(), trial.getShare(), candidate.getVersion(), candidate.getDecidedAt());
  }

  /**
   * Whether the candidate scores this patient: always the same answer for one patient and version,
   * on every instance. A larger share keeps the patients of a smaller one; another version has
   * other patients, so that they are not the same ones each time.
   */
  public boolean cover(String patientKey) {
    String hash = new Fingerprint().add(version).add(patientKey).hex();
    return Long.parseLong(hash.substring(0, HEX_DIGITS), 16) / RANGE < share;
  }
}
