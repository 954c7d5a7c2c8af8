package io.theriac.model.artifact;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.VisitScores;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visits at the ends of what there is. */
class UnusualVisitsTest {

  @TempDir private static Path folder;

  private static Recommender recommender;

  @BeforeAll
  static void load() {
    String sha256 = SmallModel.write(folder.resolve("v1"));
    recommender =
        ModelArtifact.load(
            folder.resolve("v1"),
            sha256,
            Terminology.empty(),
            SmallModel.DDI,
            ComputeDevice.parse("cpu"));
  }

  @AfterAll
  static void close() {
    recommender.close();
  }

  @Test
  void shouldScoreAVisitWithoutCodesAsOneOfUnknownCodesOnly() {
    VisitScores none = score(aVisit("anna", 0).closed());

    assertProbabilities(none);
    assertThat(none.unknownCodes()).isEmpty();
    assertThat(none.medications())
        .isEqualTo(score(aVisit("anna", 0).diagnosed("J45", "G40").closed()).medications());
  }

  @Test
  void shouldScoreAVisitOfAThousandCodesByThoseItKnowsAndNameTheOthers() {
    List<String> codes = new ArrayList<>(List.of("I10"));
    IntStream.range(1, 1000).mapToObj("X%04d"::formatted).forEach(codes::add);
    VisitScores scores = score(aVisit("anna", 0).diagnosed(codes.toArray(String[]::new)).closed());

    assertProbabilities(scores);
    assertThat(scores.medications())
        .isEqualTo(score(aVisit("anna", 0).diagnosed("I10").closed()).medications());
    assertThat(scores.unknownCodes())
        .hasSize(999)
        .extracting(Coding::getCode)
        .doesNotContain("I10");
  }

  @Test
  void shouldScoreWithTheNewestOfFiveHundredEarlierVisits() {
    List<ClosedVisit> history = new ArrayList<>();
    for (int day = 0; day < 500; day++) {
      String disease = day < 400 ? "E119" : "I10";
      String drug = day < 400 ? "A10BA02" : "C09AA02";
      history.add(aVisit("anna", day).diagnosed(disease).given(drug).closed());
    }
    history.add(aVisit("anna", 500).diagnosed("I10").closed());

    VisitScores scores = score(history.toArray(ClosedVisit[]::new));

    assertProbabilities(scores);
    assertThat(scores.medications())
        .isEqualTo(score(history.subList(400, 501).toArray(ClosedVisit[]::new)).medications());
    assertThat(scores.medications().get(0).medication().getCode()).isEqualTo("C09AA02");
  }

  private static void assertProbabilities(VisitScores scores) {
    assertThat(scores.medications())
        .hasSize(4)
        .allSatisfy(medication -> assertThat(medication.probability()).isBetween(0.0, 1.0));
  }

  private static VisitScores score(ClosedVisit... visits) {
    return recommender.score(List.of(new PatientHistory(List.of(visits)))).get(0);
  }
}
