package io.theriac.model.cohort;

import io.theriac.schemas.avro.ClosedVisit;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A visit as indices into the vocabularies, each list ascending and without repeats; codes outside
 * the vocabularies are left out.
 *
 * @param diagnoses indices of diagnoses
 * @param procedures indices of procedures
 * @param medications indices of the medications given
 * @param sex 0 = male, 1 = female, 2 = other or unknown
 * @param age years at admission, or NaN when unknown
 * @param labs laboratory results
 * @param day see {@link #dayOf}
 */
public record EncodedVisit(
    int[] diagnoses,
    int[] procedures,
    int[] medications,
    int sex,
    float age,
    List<LabValue> labs,
    int day) {

  /** A visit of 1970-01-01 without laboratory results. */
  public EncodedVisit(int[] diagnoses, int[] procedures, int[] medications, int sex, float age) {
    this(diagnoses, procedures, medications, sex, age, List.of(), 0);
  }

  /** The day a visit counts as of: that of its discharge (UTC), counted from 1970-01-01. */
  public static int dayOf(ClosedVisit visit) {
    return Math.toIntExact(
        LocalDate.ofInstant(visit.getDischargedAt(), ZoneOffset.UTC).toEpochDay());
  }

  /** The same on another day. */
  public EncodedVisit on(int other) {
    return new EncodedVisit(diagnoses, procedures, medications, sex, age, labs, other);
  }
}
