package io.theriac.streams.backtest.report;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.eval.Baseline;
import io.theriac.model.eval.MostFrequent;
import io.theriac.model.eval.Predictions;
import io.theriac.model.eval.RepeatLastVisit;
import io.theriac.streams.backtest.score.VisitScore;
import java.util.ArrayList;
import java.util.List;

/**
 * The simple predictors beside the models; what they must learn, they learn from before the range.
 */
final class Baselines {

  private static final int[] NONE = {};

  private Baselines() {}

  /**
   * How the baselines do; none if no visit was final before the range.
   *
   * @param earlier what each visit before the range gave
   * @param interactions [medications][medications]
   */
  static List<Outcomes> of(
      List<VisitScore> visits, List<int[]> earlier, int medications, float[][] interactions) {
    if (earlier.isEmpty()) {
      return List.of();
    }
    EncodedCohort before =
        cohort(earlier.stream().map(given -> patient(visit(given))).toList(), medications);
    MostFrequent frequent = MostFrequent.fit(before, before);
    List<Outcomes> outcomes = new ArrayList<>();
    for (Baseline baseline : List.of(frequent, new RepeatLastVisit(frequent))) {
      float[][] ranks = new float[visits.size()][];
      for (int i = 0; i < ranks.length; i++) {
        VisitScore visit = visits.get(i);
        EncodedPatient patient =
            visit.last() == null ? patient(visit(NONE)) : patient(visit(visit.last()), visit(NONE));
        Predictions predictions = baseline.predict(cohort(List.of(patient), medications));
        ranks[i] = predictions.probabilities()[predictions.patients().length - 1];
      }
      outcomes.add(Outcomes.of(baseline.name(), visits, ranks, baseline.threshold(), interactions));
    }
    return outcomes;
  }

  private static EncodedCohort cohort(List<EncodedPatient> patients, int medications) {
    return new EncodedCohort(patients, 0, 0, medications, new float[0][]);
  }

  private static EncodedPatient patient(EncodedVisit... visits) {
    return new EncodedPatient("", List.of(visits));
  }

  private static EncodedVisit visit(int[] medications) {
    return new EncodedVisit(NONE, NONE, medications, 2, Float.NaN);
  }
}
