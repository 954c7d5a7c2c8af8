package io.theriac.model.net;

import io.theriac.model.cohort.EncodedVisit;
import java.util.List;

/** How often medications of each {@link MedicationStatus} are given, counted over visits. */
final class StatusCounts {

  private static final double PSEUDO_VISITS = 20;
  private static final double RAREST = 1e-3;

  private final NetworkShape shape;
  private final int[][] asked;
  private final int[][] given;

  StatusCounts(NetworkShape shape) {
    this.shape = shape;
    int statuses = MedicationStatus.values().length;
    asked = new int[statuses][shape.medications()];
    given = new int[statuses][shape.medications()];
  }

  /** Counts the visits of one patient, oldest first. */
  void count(List<EncodedVisit> visits) {
    PastVisits past = new PastVisits(shape);
    for (EncodedVisit visit : visits) {
      for (int m = 0; m < shape.medications(); m++) {
        asked[past.status(m).index()][m]++;
      }
      for (int m : visit.medications()) {
        given[past.status(m).index()][m]++;
      }
      past.add(visit);
    }
  }

  /** Share of visits with each medication. */
  double[] rates() {
    double[] rates = new double[shape.medications()];
    for (int m = 0; m < rates.length; m++) {
      int all = 0;
      int with = 0;
      for (int s = 0; s < asked.length; s++) {
        all += asked[s][m];
        with += given[s][m];
      }
      rates[m] = with / (double) Math.max(1, all);
    }
    return rates;
  }

  /**
   * Log odds of each medication given its status beside those of its base rate, [4][M].
   *
   * <p>A medication that was taken is shrunk towards the mean of all such; one that was not is
   * shrunk towards its base rate times what such medications have of theirs.
   */
  float[][] logOdds(double[] base) {
    float[][] odds = new float[asked.length][shape.medications()];
    for (MedicationStatus status : MedicationStatus.values()) {
      int s = status.index();
      boolean taken =
          status == MedicationStatus.TAKEN_LAST || status == MedicationStatus.TAKEN_EARLIER;
      double all = 0;
      double expected = 0;
      for (int m = 0; m < shape.medications(); m++) {
        all += given[s][m];
        expected += asked[s][m] * (taken ? 1 : base[m]);
      }
      double ratio = expected == 0 ? 1 : all / expected;
      for (int m = 0; m < shape.medications(); m++) {
        double usual = expected == 0 || !taken ? ratio * base[m] : ratio;
        double rate = (given[s][m] + PSEUDO_VISITS * usual) / (asked[s][m] + PSEUDO_VISITS);
        odds[s][m] = (float) (Priors.logit(Priors.clip(rate, RAREST)) - Priors.logit(base[m]));
      }
    }
    return odds;
  }
}
