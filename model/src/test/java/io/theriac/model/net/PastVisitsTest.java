package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.cohort.EncodedVisit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastVisitsTest {

  private static final int STATIN = 3;
  private static final int ANTIBIOTIC = 5;

  @Test
  void shouldCountDaysSinceTheVisitBeforeAndSinceTheCourseBegan() {
    PastVisits past =
        past(
            visit(0, STATIN),
            visit(100, ANTIBIOTIC),
            visit(120, STATIN),
            visit(150, STATIN, ANTIBIOTIC));
    EncodedVisit now = visit(157);

    assertThat(past.gap(now)).isEqualTo(7);
    assertThat(past.course(STATIN, now)).as("stopped before day 120").isEqualTo(37);
    assertThat(past.course(ANTIBIOTIC, now)).isEqualTo(7);
  }

  @Test
  void shouldCountNothingOfMedicationsThatStopped() {
    PastVisits past = past(visit(0, STATIN), visit(100, ANTIBIOTIC));
    assertThat(past.course(STATIN, visit(101))).isZero();
  }

  @Test
  void shouldCountNothingAtAFirstVisit() {
    PastVisits past = past();
    assertThat(past.gap(visit(157))).isZero();
    assertThat(past.course(STATIN, visit(157))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-3, 0", "0, 0", "1, 1", "6, 1", "7, 2", "29, 3", "30, 4", "1599, 9", "99999, 10"})
  void shouldPutDaysIntoBands(int days, int band) {
    assertThat(ElapsedBands.of(days)).isEqualTo(band).isLessThan(ElapsedBands.COUNT);
  }

  private static PastVisits past(EncodedVisit... visits) {
    return PastVisits.of(TestCohorts.SHAPE, List.of(visits));
  }

  private static EncodedVisit visit(int day, int... medications) {
    return new EncodedVisit(new int[] {1}, new int[0], medications, 0, 50).on(day);
  }
}
