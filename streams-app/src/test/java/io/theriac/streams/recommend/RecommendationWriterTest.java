package io.theriac.streams.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendedMedication;
import io.theriac.schemas.avro.Sex;
import io.theriac.streams.testing.FixedRecommender;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommendationWriterTest {

  @Test
  void shouldListTheSelectedAndTheMostProbableOthersUpToTwenty() {
    Recommendation made = write(100, 5);

    assertThat(made.getMedications()).hasSize(RecommendationWriter.LISTED);
    assertThat(made.getMedications()).filteredOn(RecommendedMedication::getSelected).hasSize(5);
    assertThat(made.getMedications())
        .extracting(RecommendedMedication::getRank)
        .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void shouldListAllSelectedEvenWhenTheyAreMore() {
    Recommendation made = write(100, 30);

    assertThat(made.getMedications()).hasSize(30);
    assertThat(made.getMedications()).allMatch(RecommendedMedication::getSelected);
  }

  private static Recommendation write(int medications, int selected) {
    VisitScores scores =
        new VisitScores(
            IntStream.range(0, medications)
                .mapToObj(i -> scored(i, 1 - i / 1000.0, i < selected))
                .toList(),
            List.of(),
            List.of());
    PendingVisit pending =
        new PendingVisit(
            "ann",
            "v1",
            1,
            1,
            false,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.of(new InputPosition("clinical.admissions", 0, 0L)));
    return new RecommendationWriter(false)
        .write(
            pending,
            Optional.empty(),
            visit(),
            scores,
            FixedRecommender.version("1"),
            Instant.EPOCH);
  }

  private static ScoredMedication scored(int number, double probability, boolean selected) {
    return new ScoredMedication(
        new Coding("ATC", "A" + number, null), probability, selected, List.of());
  }

  private static ClosedVisit visit() {
    return ClosedVisit.newBuilder()
        .setPatientKey("ann")
        .setVisitId("v1")
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.FEMALE)
        .setAdmittedAt(Instant.EPOCH)
        .setDischargedAt(Instant.EPOCH)
        .build();
  }
}
