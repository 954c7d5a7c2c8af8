package io.theriac.model.causal;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.causal.StrongestEffects.Strongest;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CausalTablesTest {

  private static final int DIAGNOSES = 8;
  private static final int PROCEDURES = 6;
  private static final int MEDICATIONS = 5;

  private final EncodedCohort cohort = cohort(medications -> medications);

  /** Codes of one topic occur together; medications follow the topic, changed in some way. */
  private static EncodedCohort cohort(UnaryOperator<int[]> change) {
    SplittableRandom random = new SplittableRandom(11);
    List<EncodedPatient> patients = new ArrayList<>();
    for (int p = 0; p < 60; p++) {
      List<EncodedVisit> visits = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        int topic = random.nextInt(2);
        int[] diagnoses = some(random, DIAGNOSES, topic);
        int[] procedures = some(random, PROCEDURES, topic);
        int[] given = some(random, MEDICATIONS, topic);
        visits.add(new EncodedVisit(diagnoses, procedures, change.apply(given), 0, 50));
      }
      patients.add(new EncodedPatient("p" + p, visits));
    }
    return new EncodedCohort(
        patients, DIAGNOSES, PROCEDURES, MEDICATIONS, new float[MEDICATIONS][MEDICATIONS]);
  }

  private static int[] some(SplittableRandom random, int of, int topic) {
    return IntStream.range(0, of)
        .filter(c -> random.nextInt(c % 2 == topic ? 2 : 12) == 0)
        .toArray();
  }

  @Test
  void shouldDrawTheGraphsOfDiagnosesAndProceduresWithoutSeeingMedications() {
    CausalTables tables = CausalTables.from(cohort, 0);
    CausalTables other =
        CausalTables.from(
            cohort(given -> IntStream.range(0, MEDICATIONS).filter(m -> m > 2).toArray()), 0);
    assertThat(tables.diagnoses().arrows()).isNotEmpty();
    assertThat(tables.procedures().arrows()).isNotEmpty();
    assertThat(other.diagnoses().arrows()).isDeepEqualTo(tables.diagnoses().arrows());
    assertThat(other.procedures().arrows()).isDeepEqualTo(tables.procedures().arrows());
    assertThat(other.medications().arrows()).isNotEqualTo(tables.medications().arrows());
    assertThat(other.diagnosisEffects().table()).isNotEqualTo(tables.diagnosisEffects().table());
  }

  @Test
  void shouldFindTheEffectsOfTheTopic() {
    float[][] effects = CausalTables.from(cohort, 0).diagnosisEffects().table();
    for (int d = 0; d < DIAGNOSES; d++) {
      for (int m = 0; m < MEDICATIONS; m++) {
        assertThat(Math.signum(effects[d][m])).isEqualTo(d % 2 == m % 2 ? 1 : -1);
      }
    }
  }

  @Test
  void shouldReviewAVisitByItsCodesAlone() {
    ReviewRule rule = CausalTables.from(cohort, 0).review();
    EncodedVisit visit = cohort.patients().get(3).visits().get(1);
    EncodedVisit same =
        new EncodedVisit(visit.diagnoses(), visit.procedures(), new int[] {0, 4}, 1, 20);
    assertThat(rule.signs(same, MEDICATIONS)).containsExactly(rule.signs(visit, MEDICATIONS));
  }

  @Test
  void shouldSpeakAgainstEverythingAtAVisitWithoutCodes() {
    ReviewRule rule = CausalTables.from(cohort, 0).review();
    EncodedVisit nothing = new EncodedVisit(new int[0], new int[0], new int[0], 0, 50);
    assertThat(rule.limits()[0][0]).isPositive();
    assertThat(rule.signs(nothing, MEDICATIONS)).containsOnly(-1);
  }

  @Test
  void shouldNameTheCodeWithTheStrongestEffect() {
    CausalTables tables = CausalTables.from(cohort, 0);
    int named = 0;
    for (EncodedPatient patient : cohort.patients()) {
      for (EncodedVisit visit : patient.visits()) {
        float[] most = tables.strongest().of(visit, MEDICATIONS);
        for (int m = 0; m < MEDICATIONS; m++) {
          Strongest strongest = tables.strongest().on(visit, m);
          assertThat(strongest.effect())
              .isEqualTo(most[m])
              .isGreaterThanOrEqualTo(strongest.next());
          if (strongest.code() >= 0) {
            assertThat(effect(tables, visit, strongest.code(), m)).isEqualTo(most[m]);
            named++;
          }
        }
      }
    }
    assertThat(named).isPositive();
  }

  /** Of one of the visit's codes; procedures are numbered after all diagnoses. */
  private static float effect(CausalTables tables, EncodedVisit visit, int code, int medication) {
    int procedure = code - DIAGNOSES;
    if (procedure < 0) {
      assertThat(visit.diagnoses()).contains(code);
      return tables.diagnosisEffects().table()[code][medication];
    }
    assertThat(visit.procedures()).contains(procedure);
    return tables.procedureEffects().table()[procedure][medication];
  }
}
