package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.List;

/**
 * Probabilities beside what was given, visit by visit.
 *
 * @param patients which patient each visit is of, from 0 on and ascending
 * @param probabilities [visits][medications]
 * @param given indices of the medications given, for each visit
 */
public record Predictions(int[] patients, float[][] probabilities, int[][] given) {

  public Predictions {
    if (patients.length != probabilities.length || patients.length != given.length) {
      throw new IllegalArgumentException(
          "%d owners, %d rows of probabilities and %d of medications: one of each a visit."
              .formatted(patients.length, probabilities.length, given.length));
    }
    for (int i = 0; i < patients.length; i++) {
      int before = i == 0 ? -1 : patients[i - 1];
      boolean sameAsBefore = i > 0 && patients[i] == before;
      if (!sameAsBefore && patients[i] != before + 1) {
        throw new IllegalArgumentException("The visits of a patient must stand together.");
      }
    }
  }

  /**
   * The predictions for all visits of a cohort.
   *
   * @param probabilities a row a visit, in the order of the patients and of their visits
   */
  public static Predictions of(EncodedCohort cohort, float[][] probabilities) {
    List<Integer> owners = new ArrayList<>();
    List<int[]> given = new ArrayList<>();
    for (int p = 0; p < cohort.patients().size(); p++) {
      for (EncodedVisit visit : cohort.patients().get(p).visits()) {
        owners.add(p);
        given.add(visit.medications());
      }
    }
    return new Predictions(
        owners.stream().mapToInt(Integer::intValue).toArray(),
        probabilities,
        given.toArray(int[][]::new));
  }

  /** How many visits of a cohort are predicted. */
  public static int visits(EncodedCohort cohort) {
    return cohort.patients().stream().map(EncodedPatient::visits).mapToInt(List::size).sum();
  }
}
