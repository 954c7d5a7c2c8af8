package io.theriac.trainer;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.eval.Predictions;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.net.ScoredVisit;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts every visit of a cohort as serving would have done when it closed: from the visits
 * before it and its own codes. A cohort holds the newest 64 usable visits of a patient; serving
 * looks at the newest 64 closed ones and takes those of them that are usable.
 */
final class ServedPredictions {

  private static final int BATCH = 256;

  private ServedPredictions() {}

  static Predictions of(NetworkScorer scorer, double temperature, EncodedCohort cohort) {
    List<EncodedPatient> prefixes = new ArrayList<>();
    for (EncodedPatient patient : cohort.patients()) {
      for (int visits = 1; visits <= patient.visits().size(); visits++) {
        prefixes.add(new EncodedPatient(patient.patientKey(), patient.visits().subList(0, visits)));
      }
    }
    List<float[]> rows = new ArrayList<>(prefixes.size());
    for (int from = 0; from < prefixes.size(); from += BATCH) {
      int to = Math.min(prefixes.size(), from + BATCH);
      for (ScoredVisit visit : scorer.score(prefixes.subList(from, to))) {
        rows.add(visit.probabilities(temperature));
      }
    }
    return Predictions.of(cohort, rows.toArray(float[][]::new));
  }
}
