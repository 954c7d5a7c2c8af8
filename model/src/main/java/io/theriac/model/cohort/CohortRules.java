package io.theriac.model.cohort;

import io.theriac.model.terminology.AtcLevel;

/**
 * Which visits, patients and codes make up a cohort.
 *
 * <p>A visit is usable when it has at least one medication and at least one diagnosis or procedure;
 * earlier visits that are not usable are left out of a history too, in training and in serving.
 *
 * @param atcLevel level of the medications that are learnt and recommended: 3, 4 or 5
 * @param minVisits usable visits that a patient must have to be learnt from
 * @param maxVisits usable visits of a patient that count, the newest
 * @param minPatientsPerMedication training patients that must have a medication for it to be learnt
 * @param minPatientsPerCode training patients that must have a diagnosis or procedure for it to be
 *     learnt
 */
public record CohortRules(
    AtcLevel atcLevel,
    int minVisits,
    int maxVisits,
    int minPatientsPerMedication,
    int minPatientsPerCode) {

  public static final CohortRules DEFAULT = new CohortRules(AtcLevel.SUBSTANCE, 2, 64, 5, 3);

  public CohortRules {
    if (atcLevel.number() < 3) {
      throw new IllegalArgumentException(
          "atcLevel is %d: use 3, 4 or 5, coarser groups say too little."
              .formatted(atcLevel.number()));
    }
    requireAtLeast("minVisits", minVisits, 1);
    requireAtLeast("maxVisits", maxVisits, minVisits);
    requireAtLeast("minPatientsPerMedication", minPatientsPerMedication, 1);
    requireAtLeast("minPatientsPerCode", minPatientsPerCode, 1);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException("%s is %d: use %d or more.".formatted(name, value, least));
    }
  }
}
