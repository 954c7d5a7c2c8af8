package io.theriac.model.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  @Test
  void shouldFindTheSolutionOfASaturatedModel() {
    // 30 of 40 exposed and 10 of 80 others: the log odds are known in closed form
    SparseRows rows = new SparseRows(2);
    float[] given = new float[120];
    for (int i = 0; i < 120; i++) {
      rows.add(0, 1);
      if (i < 40) {
        rows.add(1, 1);
      }
      rows.endRow();
      given[i] = i < 30 || (i >= 40 && i < 50) ? 1 : 0;
    }
    LogisticFit fit = new LogisticFit(rows, given, 1);
    float[] weights = null;
    for (int again = 0; again < 3; again++) {
      weights = fit.fit(1e-6);
    }
    assertThat(weights[0]).isCloseTo((float) Math.log(10 / 70.0), within(1e-2f));
    assertThat(weights[0] + weights[1]).isCloseTo((float) Math.log(30 / 10.0), within(1e-2f));
  }

  @Test
  void shouldShrinkWithThePenalty() {
    SparseRows rows = new SparseRows(2);
    float[] given = new float[60];
    for (int i = 0; i < 60; i++) {
      rows.add(0, 1);
      if (i < 20) {
        rows.add(1, 1);
        given[i] = 1;
      }
      rows.endRow();
    }
    LogisticFit fit = new LogisticFit(rows, given, 1);
    float strong = fit.fit(10)[1];
    float weak = fit.fit(1)[1];
    assertThat(strong).isPositive().isLessThan(weak);
    assertThat(weak).isFinite();
  }

  @Test
  void shouldEndWhereAFreshFitEnds() {
    SplittableRandom random = new SplittableRandom(3);
    SparseRows rows = new SparseRows(4);
    float[] given = new float[20_000];
    for (int i = 0; i < given.length; i++) {
      rows.add(0, 1);
      boolean both = true;
      for (int column = 1; column < 4; column++) {
        boolean has = random.nextInt(3) == 0;
        if (has) {
          rows.add(column, 1);
        }
        both &= has;
      }
      rows.endRow();
      given[i] = both || random.nextInt(10) == 0 ? 1 : 0;
    }
    LogisticFit warm = new LogisticFit(rows, given, 1);
    for (double penalty : new double[] {512, 64, 32, 16}) {
      assertThat(warm.fit(penalty))
          .usingComparatorWithPrecision(2e-3f)
          .containsExactly(new LogisticFit(rows, given, 1).fit(penalty));
    }
  }

  @Test
  void shouldLearnWhatDiagnosesAndEarlierVisitsTell() {
    LogisticRegression regression =
        LogisticRegression.fit(world(300, 1), world(80, 2), FitProgress.NONE);
    Metrics found = metrics(regression, world(100, 3));
    MostFrequent frequent = MostFrequent.fit(world(300, 1), world(80, 2));

    assertThat(found.jaccard()).isGreaterThan(0.85);
    assertThat(found.jaccard()).isGreaterThan(metrics(frequent, world(100, 3)).jaccard() + 0.3);
  }

  @Test
  void shouldLearnThatACourseEndsInTime() {
    LogisticRegression regression =
        LogisticRegression.fit(courses(300, 1), courses(80, 2), FitProgress.NONE);
    assertThat(regression.isTimed()).isTrue();
    assertThat(metrics(regression, courses(100, 3)).jaccard()).isGreaterThan(0.95);
  }

  @Test
  void shouldLeaveTimesOutWhereTheyDoNotHelp() {
    EncodedCohort dated = dated(world(30, 1));
    assertThat(dated.isDated()).isTrue();
    assertThat(LogisticRegression.fit(dated, dated(world(80, 2)), FitProgress.NONE).isTimed())
        .isFalse();
  }

  @Test
  void shouldTellHowFarItsFitsAre() {
    List<Integer> done = new ArrayList<>();
    Set<Integer> totals = new HashSet<>();
    EncodedCohort dated = dated(world(30, 1));
    LogisticRegression.fit(
        dated,
        dated(world(80, 2)),
        (fits, total) -> {
          done.add(fits);
          totals.add(total);
        });

    assertThat(totals).as("with and without times").containsExactly(22);
    assertThat(done).isSorted().doesNotHaveDuplicates().startsWith(0, 1).endsWith(22);
  }

  /** The same visits on days that tell nothing. */
  private static EncodedCohort dated(EncodedCohort cohort) {
    SplittableRandom random = new SplittableRandom(7);
    List<EncodedPatient> all = new ArrayList<>();
    for (EncodedPatient patient : cohort.patients()) {
      int day = 0;
      List<EncodedVisit> visits = new ArrayList<>();
      for (EncodedVisit visit : patient.visits()) {
        day += random.nextInt(400);
        visits.add(visit.on(day));
      }
      all.add(new EncodedPatient(patient.patientKey(), visits));
    }
    return cohort(all);
  }

  @Test
  void shouldNotSeeTheMedicationsItPredicts() {
    EncodedCohort cohort = world(300, 1);
    LogisticRegression regression = LogisticRegression.fit(cohort, world(80, 2), FitProgress.NONE);
    EncodedVisit visit = new EncodedVisit(new int[] {1}, new int[0], new int[] {0, 3}, 0, 50);
    EncodedVisit other = new EncodedVisit(new int[] {1}, new int[0], new int[] {2}, 0, 50);

    assertThat(probabilities(regression, visit)).isEqualTo(probabilities(regression, other));
  }

  private static float[] probabilities(LogisticRegression regression, EncodedVisit visit) {
    EncodedCohort cohort = cohort(List.of(new EncodedPatient("p", List.of(visit))));
    return regression.predict(cohort).probabilities()[0];
  }

  private static Metrics metrics(Baseline baseline, EncodedCohort test) {
    return Evaluation.of(baseline.predict(test), baseline.threshold(), test.ddi()).metrics();
  }

  /** Disease d is treated with medication d; half the patients stay on medication 4. */
  private static EncodedCohort world(int patients, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EncodedPatient> all = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      List<EncodedVisit> visits = new ArrayList<>();
      boolean stays = random.nextBoolean();
      for (int v = 0; v < 3; v++) {
        int disease = random.nextInt(4);
        int[] given = stays ? new int[] {disease, 4} : new int[] {disease};
        visits.add(new EncodedVisit(new int[] {disease}, new int[0], given, p % 2, 40 + v));
      }
      all.add(new EncodedPatient("p" + p, visits));
    }
    return cohort(all);
  }

  /** Medication 0 is taken for good, medication 1 for a week. */
  private static EncodedCohort courses(int patients, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EncodedPatient> all = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      int[] gaps = {0, random.nextBoolean() ? 2 : 90};
      List<EncodedVisit> visits = new ArrayList<>();
      for (int gap : gaps) {
        int[] given = gap > 7 ? new int[] {0} : new int[] {0, 1};
        visits.add(new EncodedVisit(new int[] {1}, new int[0], given, 0, 40).on(gap));
      }
      all.add(new EncodedPatient("p" + p, visits));
    }
    return cohort(all);
  }

  private static EncodedCohort cohort(List<EncodedPatient> patients) {
    return new EncodedCohort(patients, 4, 1, 5, new float[5][5]);
  }
}
