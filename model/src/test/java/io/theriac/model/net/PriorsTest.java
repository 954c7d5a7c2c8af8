package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorsTest {

  private static final EncodedCohort COHORT =
      new EncodedCohort(
          List.of(
              new EncodedPatient("a", List.of(visit(0, 0), visit(0, 0))),
              new EncodedPatient("b", List.of(visit(1, 1), visit(1, 0)))),
          2,
          0,
          2,
          new float[2][2]);

  private static EncodedVisit visit(int diagnosis, int medication) {
    return new EncodedVisit(
        new int[] {diagnosis}, new int[0], new int[] {medication}, 0, Float.NaN);
  }

  @Test
  void shouldShrinkLogOddsTowardsBaseRates() {
    Priors priors = Priors.from(COHORT, 2);
    double base = logit(3 / 4.0);
    assertThat((double) priors.base()[0]).isCloseTo(base, within(1e-6));
    // Medication 0 starts at two of the three visits before which it is not taken, and at the one
    // of them with diagnosis 0: (1 + 2·⅔) / (1 + 2).
    assertThat((double) priors.codes()[0][0])
        .isCloseTo(logit((1 + 4 / 3.0) / 3) - logit(2 / 3.0), within(1e-6));
    // Medication 0 starts after medication 1, at the one visit where it could.
    assertThat(priors.medications()[1][0]).isPositive();
    assertThat(priors.medications()[0][0]).isZero();
  }

  @Test
  void shouldKnowThatMedicationsGoOn() {
    float[][] status = Priors.from(COHORT, 2).status();
    assertThat(status[MedicationStatus.TAKEN_LAST.index()][0]).isNotNaN();
    assertThat(status[MedicationStatus.NEVER.index()][1])
        .isLessThan(status[MedicationStatus.TAKEN_LAST.index()][1]);
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }
}
