package io.theriac.model.cohort;

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
 */
public record EncodedVisit(
    int[] diagnoses, int[] procedures, int[] medications, int sex, float age, List<LabValue> labs) {

  /** A visit without laboratory results. */
  public EncodedVisit(int[] diagnoses, int[] procedures, int[] medications, int sex, float age) {
    this(diagnoses, procedures, medications, sex, age, List.of());
  }
}
