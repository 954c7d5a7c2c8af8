package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingIdentityTest {

  @Test
  void shouldTellTheSameVisitsFromThoseOfOtherDays() {
    assertThat(identity(30)).isEqualTo(identity(30)).isNotEqualTo(identity(31));
  }

  private static TrainingIdentity identity(int day) {
    EncodedVisit visit = new EncodedVisit(new int[] {1}, new int[0], new int[] {0}, 0, 50);
    EncodedPatient patient = new EncodedPatient("p", List.of(visit, visit.on(day)));
    EncodedCohort cohort = new EncodedCohort(List.of(patient), 2, 1, 1, new float[1][1]);
    return TrainingIdentity.of(
        cohort,
        cohort,
        MoleculeTable.none(1),
        NetworkConfig.extended(),
        TrainingOptions.small(),
        Optional.empty());
  }
}
