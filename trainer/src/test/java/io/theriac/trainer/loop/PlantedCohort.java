package io.theriac.trainer.loop;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Patients whose medications follow rules: diagnosis d calls for medication d; medications of an
 * even index go on for good, those of an odd one end after the visit; now and then one more is
 * given at random.
 */
final class PlantedCohort {

  static final int DIAGNOSES = 20;
  static final int PROCEDURES = 6;
  static final int MEDICATIONS = 20;

  private PlantedCohort() {}

  static EncodedCohort of(int patients, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EncodedPatient> all = new ArrayList<>();
    for (int i = 0; i < patients; i++) {
      all.add(new EncodedPatient("p" + i, visits(random, 2 + random.nextInt(4))));
    }
    float[][] ddi = new float[MEDICATIONS][MEDICATIONS];
    ddi[0][1] = ddi[1][0] = 1;
    return new EncodedCohort(all, DIAGNOSES, PROCEDURES, MEDICATIONS, ddi);
  }

  private static List<EncodedVisit> visits(SplittableRandom random, int n) {
    List<EncodedVisit> visits = new ArrayList<>();
    TreeSet<Integer> lasting = new TreeSet<>();
    for (int t = 0; t < n; t++) {
      TreeSet<Integer> diagnoses = new TreeSet<>();
      for (int i = 0; i < 3; i++) {
        diagnoses.add(random.nextInt(DIAGNOSES));
      }
      TreeSet<Integer> given = new TreeSet<>(lasting);
      given.addAll(diagnoses);
      if (random.nextInt(5) == 0) {
        given.add(random.nextInt(MEDICATIONS));
      }
      given.stream().filter(m -> m % 2 == 0).forEach(lasting::add);
      int[] procedures = {random.nextInt(PROCEDURES)};
      visits.add(new EncodedVisit(array(diagnoses), procedures, array(given), t % 2, 40 + t));
    }
    return visits;
  }

  private static int[] array(Set<Integer> set) {
    return set.stream().mapToInt(Integer::intValue).toArray();
  }
}
