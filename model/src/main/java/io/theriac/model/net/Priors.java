package io.theriac.model.net;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.List;

/**
 * What counting the training visits tells before anything is learned: shrunken log odds ratios,
 * {@code logit((n_cm + k p_m)/(n_c + k)) − logit(p_m)}.
 *
 * @param codes of a medication given a code of the same visit, [diagnoses then procedures][M]
 * @param medications of a medication given a medication of the visit before, [M][M], zero diagonal
 * @param base logit of the share of visits with each medication, [M]
 * @param status of a medication given its {@link MedicationStatus}, [4][M], shrunk towards what
 *     holds for all medications of that status
 */
public record Priors(float[][] codes, float[][] medications, float[] base, float[][] status) {

  private static final double RAREST_BASE = 1e-3;
  private static final double RAREST = 1e-4;

  /**
   * Counts the visits of a training cohort.
   *
   * @param k pseudo-visits at the base rate
   */
  public static Priors from(EncodedCohort train, double k) {
    NetworkShape shape = NetworkShape.of(train);
    Counts codes = new Counts(shape.codes(), shape.medications());
    Counts medications = new Counts(shape.medications(), shape.medications());
    StatusCounts status = new StatusCounts(shape);
    for (EncodedPatient patient : train.patients()) {
      count(patient.visits(), shape.diagnoses(), codes, medications);
      status.count(patient.visits());
    }
    float[][] table = medications.logOdds(k);
    for (int m = 0; m < table.length; m++) {
      table[m][m] = 0;
    }
    return new Priors(codes.logOdds(k), table, codes.baseLogits(), status.logOdds(codes::rate));
  }

  /** All zero, for a network whose values are loaded. */
  static Priors none(NetworkShape shape) {
    int m = shape.medications();
    return new Priors(
        new float[shape.codes()][m],
        new float[m][m],
        new float[m],
        new float[MedicationStatus.values().length][m]);
  }

  private static void count(
      List<EncodedVisit> visits, int diagnoses, Counts codes, Counts medications) {
    for (int t = 0; t < visits.size(); t++) {
      EncodedVisit visit = visits.get(t);
      codes.visit(visit.medications());
      for (int d : visit.diagnoses()) {
        codes.together(d, visit.medications());
      }
      for (int p : visit.procedures()) {
        codes.together(diagnoses + p, visit.medications());
      }
      if (t > 0) {
        medications.visit(visit.medications());
        for (int before : visits.get(t - 1).medications()) {
          medications.together(before, visit.medications());
        }
      }
    }
  }

  static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  static double clip(double p, double rarest) {
    return Math.max(rarest, Math.min(1 - rarest, p));
  }

  /** Visits with a cause, with a medication, and with both. */
  private static final class Counts {
    private final int[] causes;
    private final int[] given;
    private final int[][] both;
    private int visits;

    Counts(int causes, int medications) {
      this.causes = new int[causes];
      this.given = new int[medications];
      this.both = new int[causes][medications];
    }

    void visit(int[] medications) {
      visits++;
      for (int m : medications) {
        given[m]++;
      }
    }

    void together(int cause, int[] medications) {
      causes[cause]++;
      for (int m : medications) {
        both[cause][m]++;
      }
    }

    float[] baseLogits() {
      float[] base = new float[given.length];
      for (int m = 0; m < base.length; m++) {
        base[m] = (float) logit(rate(m));
      }
      return base;
    }

    float[][] logOdds(double k) {
      float[][] odds = new float[causes.length][given.length];
      for (int c = 0; c < causes.length; c++) {
        for (int m = 0; m < given.length; m++) {
          double p = rate(m);
          double q = clip((both[c][m] + k * p) / (causes[c] + k), RAREST);
          odds[c][m] = (float) (logit(q) - logit(p));
        }
      }
      return odds;
    }

    double rate(int m) {
      return clip(given[m] / (double) Math.max(1, visits), RAREST_BASE);
    }
  }
}
