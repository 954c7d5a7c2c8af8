package io.theriac.model.net;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.Arrays;
import java.util.List;

/**
 * What counting the training visits tells before anything is learned.
 *
 * <p>That a medication goes on says little of why it was given, so codes are asked only for its
 * starts: of the visits before which it was not taken, {@code logit((n_cm + k p_m)/(n_c + k)) −
 * logit(p_m)} with p_m the share of all such visits that start it. That it goes on is left to its
 * status.
 *
 * @param codes of a start given a code of the visit, [diagnoses then procedures][M]
 * @param medications of a start given a medication of the visit before, [M][M]
 * @param base logit of the share of visits with each medication, [M]
 * @param status of a medication given its {@link MedicationStatus}, [4][M], shrunk towards what
 *     holds for all medications of that status
 */
@SuppressWarnings("ArrayRecordComponent") // large tables, never compared
public record Priors(float[][] codes, float[][] medications, float[] base, float[][] status) {

  private static final double RAREST_BASE = 1e-3;
  private static final double RAREST = 1e-4;

  /**
   * Counts the visits of a training cohort.
   *
   * @param k pseudo-visits at the rate of all visits
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
    double[] rates = status.rates();
    float[] base = new float[rates.length];
    for (int m = 0; m < base.length; m++) {
      rates[m] = clip(rates[m], RAREST_BASE);
      base[m] = (float) logit(rates[m]);
    }
    return new Priors(codes.logOdds(k), medications.logOdds(k), base, status.logOdds(rates));
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
    int[] before = {};
    for (EncodedVisit visit : visits) {
      codes.visit(before, visit.medications());
      for (int d : visit.diagnoses()) {
        codes.cause(d, before, visit.medications());
      }
      for (int p : visit.procedures()) {
        codes.cause(diagnoses + p, before, visit.medications());
      }
      if (before.length > 0) {
        medications.visit(before, visit.medications());
        for (int last : before) {
          medications.cause(last, before, visit.medications());
        }
      }
      before = visit.medications();
    }
  }

  static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  static double clip(double p, double rarest) {
    return Math.max(rarest, Math.min(1 - rarest, p));
  }

  /** Visits that could start a medication and those that did, in all and for each cause. */
  private static final class Counts {
    private final int[] starts;
    private final int[] chances;
    private final int[][] startsOf;
    private final int[][] chancesOf;

    Counts(int causes, int medications) {
      starts = new int[medications];
      chances = new int[medications];
      startsOf = new int[causes][medications];
      chancesOf = new int[causes][medications];
    }

    void visit(int[] before, int[] given) {
      count(starts, chances, before, given);
    }

    void cause(int cause, int[] before, int[] given) {
      count(startsOf[cause], chancesOf[cause], before, given);
    }

    private static void count(int[] starts, int[] chances, int[] before, int[] given) {
      for (int m = 0; m < chances.length; m++) {
        chances[m]++;
      }
      for (int m : given) {
        starts[m]++;
      }
      for (int m : before) {
        chances[m]--;
        if (Arrays.binarySearch(given, m) >= 0) {
          starts[m]--;
        }
      }
    }

    float[][] logOdds(double k) {
      float[][] odds = new float[startsOf.length][starts.length];
      for (int m = 0; m < starts.length; m++) {
        double p = clip(starts[m] / (double) Math.max(1, chances[m]), RAREST_BASE);
        for (int c = 0; c < odds.length; c++) {
          double q = clip((startsOf[c][m] + k * p) / (chancesOf[c][m] + k), RAREST);
          odds[c][m] = (float) (logit(q) - logit(p));
        }
      }
      return odds;
    }
  }
}
