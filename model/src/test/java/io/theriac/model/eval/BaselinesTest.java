package io.theriac.model.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTest {

  private static final EncodedCohort TRAINING =
      cohort(patient(given(2, 3), given(2, 3)), patient(given(2), given(0, 3)), patient(given(2)));

  @Test
  void shouldChooseTheNumberOfFrequentMedicationsOnValidation() {
    MostFrequent one = MostFrequent.fit(TRAINING, cohort(patient(given(2), given(2))));
    MostFrequent two = MostFrequent.fit(TRAINING, cohort(patient(given(2, 3))));

    assertThat(one.k()).isEqualTo(1);
    assertThat(two.k()).isEqualTo(2);
    assertThat(selected(two, TRAINING)[4]).containsExactly(2, 3);
  }

  @Test
  void shouldRepeatTheLastVisitAndBeginWithTheMostFrequent() {
    MostFrequent frequent = MostFrequent.fit(TRAINING, cohort(patient(given(2, 3))));
    RepeatLastVisit repeat = new RepeatLastVisit(frequent);

    int[][] selected =
        selected(repeat, cohort(patient(given(0), given(1), given()), patient(given(3))));

    assertThat(selected[0]).containsExactly(2, 3);
    assertThat(selected[1]).containsExactly(0);
    assertThat(selected[2]).containsExactly(1);
    assertThat(selected[3]).as("another patient").containsExactly(2, 3);
  }

  private static int[][] selected(Baseline baseline, EncodedCohort cohort) {
    return Arrays.stream(baseline.predict(cohort).probabilities())
        .map(
            row ->
                Arrays.stream(Ranking.descending(row))
                    .filter(m -> row[m] >= baseline.threshold())
                    .sorted()
                    .toArray())
        .toArray(int[][]::new);
  }

  private static EncodedCohort cohort(EncodedPatient... patients) {
    return new EncodedCohort(List.of(patients), 1, 1, 4, new float[4][4]);
  }

  private static EncodedPatient patient(EncodedVisit... visits) {
    return new EncodedPatient("p", List.of(visits));
  }

  private static EncodedVisit given(int... medications) {
    return new EncodedVisit(new int[] {0}, new int[0], medications, 0, 50);
  }
}
