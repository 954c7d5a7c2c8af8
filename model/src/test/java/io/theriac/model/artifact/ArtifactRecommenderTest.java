package io.theriac.model.artifact;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.model.decode.Decoding;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.EarlierVisit;
import io.theriac.schemas.avro.Reason;
import io.theriac.schemas.avro.ReasonKind;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactRecommenderTest {

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

  private static final ClosedVisit EARLIER =
      aVisit("anna", 0).diagnosed("I10").given("C09AA02").closed();

  @Test
  void shouldScoreEveryMedicationMostProbableFirst() {
    VisitScores scores = score(EARLIER, aVisit("anna", 9).diagnosed("I10").closed());

    assertThat(scores.medications())
        .extracting(m -> m.medication().getCode())
        .containsExactlyInAnyOrder("A10BA02", "B01AA03", "C09AA02", "M01AE01");
    assertThat(scores.medications())
        .isSortedAccordingTo(Comparator.comparing(ScoredMedication::probability).reversed())
        .allSatisfy(
            m -> {
              assertThat(m.probability()).isBetween(0.0, 1.0);
              assertThat(m.selected()).isEqualTo(m.probability() >= SmallModel.THRESHOLD);
            });
    assertThat(scores.medications().get(0).medication().getCode())
        .as("what the patient has, and took before")
        .isEqualTo("C09AA02");
  }

  @Test
  void shouldGiveReasonsInClinicalCodesForWhatItSelects() {
    VisitScores scores = score(EARLIER, aVisit("anna", 9).diagnosed("I10").closed());

    ScoredMedication enalapril = scores.medications().get(0);
    assertThat(enalapril.selected()).isTrue();
    assertThat(enalapril.reasons())
        .isSortedAccordingTo(Comparator.comparing((Reason r) -> -Math.abs(r.getContribution())))
        .extracting(Reason::getKind)
        .containsExactly(
            ReasonKind.DIAGNOSIS, ReasonKind.CONTINUED, ReasonKind.MODEL, ReasonKind.ATTENTION);
    assertThat(enalapril.reasons())
        .filteredOn(r -> r.getKind() == ReasonKind.CONTINUED)
        .extracting(Reason::getCoding)
        .containsExactly(new Coding("ATC", "C09AA02", null));
    assertThat(enalapril.reasons())
        .filteredOn(r -> r.getKind() == ReasonKind.DIAGNOSIS)
        .extracting(r -> r.getCoding().getCode())
        .containsOnly("I10");
    assertThat(scores.medications())
        .filteredOn(m -> !m.selected())
        .allSatisfy(m -> assertThat(m.reasons()).isEmpty());
  }

  @Test
  void shouldNameCodesThatOnlyAnEarlierVisitHas() {
    ClosedVisit before =
        aVisit("anna", 0).diagnosed("E119").operated("0DTJ4ZZ").given("C09AA02").closed();
    ClosedVisit now = aVisit("anna", 9).diagnosed("I10").closed();
    List<Reason> reasons =
        score(before, now).medications().stream()
            .flatMap(medication -> medication.reasons().stream())
            .toList();

    assertThat(codes(reasons, ReasonKind.EARLIER_DIAGNOSIS)).containsOnly("E119");
    assertThat(codes(reasons, ReasonKind.EARLIER_PROCEDURE)).containsOnly("0DTJ4ZZ");
    assertThat(codes(reasons, ReasonKind.DIAGNOSIS)).containsOnly("I10");
  }

  @Test
  void shouldNameTheVisitThatAReasonComesFrom() {
    ClosedVisit before =
        aVisit("anna", 0).diagnosed("E119").operated("0DTJ4ZZ").given("C09AA02").closed();
    ClosedVisit untreated = aVisit("anna", 5).diagnosed("E119").closed();
    ClosedVisit now = aVisit("anna", 9).diagnosed("I10").closed();
    List<Reason> reasons =
        score(before, untreated, now).medications().stream()
            .flatMap(medication -> medication.reasons().stream())
            .toList();
    EarlierVisit named = new EarlierVisit(before.getVisitId(), before.getDischargedAt());

    assertThat(reasons)
        .filteredOn(reason -> reason.getEarlierVisit() != null)
        .allSatisfy(reason -> assertThat(reason.getEarlierVisit()).isEqualTo(named))
        .extracting(Reason::getKind)
        .contains(ReasonKind.CONTINUED, ReasonKind.EARLIER_DIAGNOSIS, ReasonKind.EARLIER_PROCEDURE);
    assertThat(reasons)
        .filteredOn(reason -> reason.getKind() == ReasonKind.DIAGNOSIS)
        .extracting(Reason::getEarlierVisit)
        .containsOnlyNulls();
  }

  private static List<String> codes(List<Reason> reasons, ReasonKind kind) {
    return reasons.stream()
        .filter(reason -> reason.getKind() == kind)
        .map(reason -> reason.getCoding().getCode())
        .toList();
  }

  @Test
  void shouldSayWhatItLeavesOutForAnInteraction(@TempDir Path other) {
    String sha256 = SmallModel.write(other.resolve("careful"), Decoding.penalised(20));
    try (Recommender careful =
        ModelArtifact.load(
            other.resolve("careful"),
            sha256,
            Terminology.empty(),
            SmallModel.DDI,
            ComputeDevice.parse("cpu"))) {
      PatientHistory history =
          new PatientHistory(
              List.of(EARLIER, aVisit("anna", 9).diagnosed("I10").operated("0DTJ4ZZ").closed()));
      List<ScoredMedication> medications = careful.score(List.of(history)).get(0).medications();
      List<ScoredMedication> plain = recommender.score(List.of(history)).get(0).medications();
      List<ScoredMedication> leftOut =
          medications.stream().filter(m -> !m.selected() && !m.reasons().isEmpty()).toList();

      assertThat(leftOut).as("ibuprofen interacts with enalapril").isNotEmpty();
      assertThat(leftOut)
          .allSatisfy(
              m -> {
                assertThat(m.probability()).isGreaterThanOrEqualTo(SmallModel.THRESHOLD);
                Reason first = m.reasons().get(0);
                assertThat(first.getKind()).isEqualTo(ReasonKind.INTERACTION);
                assertThat(first.getContribution()).isNegative();
                assertThat(medications)
                    .filteredOn(ScoredMedication::selected)
                    .extracting(ScoredMedication::medication)
                    .contains(first.getCoding());
                String partner = first.getCoding().getCode();
                assertThat(SmallModel.DDI.interaction(m.medication().getCode(), partner))
                    .isPresent();
              });
      assertThat(medications)
          .filteredOn(m -> m.selected() || !m.reasons().isEmpty())
          .as("nothing is hidden")
          .extracting(ScoredMedication::medication)
          .containsExactlyElementsOf(
              plain.stream()
                  .filter(ScoredMedication::selected)
                  .map(ScoredMedication::medication)
                  .toList());
    }
  }

  @Test
  void shouldNotLookAtTheMedicationsOfTheVisitItself() {
    VisitScores without = score(EARLIER, aVisit("anna", 9).diagnosed("E119").closed());
    VisitScores with =
        score(EARLIER, aVisit("anna", 9).diagnosed("E119").given("A10BA02", "B01AA03").closed());

    assertThat(with.medications()).isEqualTo(without.medications());
    assertThat(with.given()).extracting(Coding::getCode).containsExactly("A10BA02", "B01AA03");
    assertThat(without.given()).isEmpty();
  }

  @Test
  void shouldScoreAFirstVisitOfUnknownCodesOnly() {
    VisitScores scores = score(aVisit("bert", 0).diagnosed("J45").given("R03AC02").closed());

    assertThat(scores.medications()).hasSize(4);
    assertThat(scores.unknownCodes()).extracting(Coding::getCode).containsExactly("J45", "R03AC02");
    assertThat(scores.given()).extracting(Coding::getCode).containsExactly("R03AC02");
  }

  @Test
  void shouldScoreABatchAsItScoresEach() {
    List<PatientHistory> histories = histories();

    List<VisitScores> together = recommender.score(histories);

    for (int i = 0; i < histories.size(); i++) {
      assertSame(together.get(i), recommender.score(List.of(histories.get(i))).get(0));
    }
    assertThat(recommender.score(List.of())).isEmpty();
  }

  @Test
  void shouldServeManyThreadsAtOnce() {
    List<PatientHistory> histories = histories();
    List<VisitScores> alone = recommender.score(histories);

    IntStream.range(0, 32)
        .parallel()
        .forEach(
            i -> {
              List<VisitScores> scores = recommender.score(histories);
              for (int h = 0; h < alone.size(); h++) {
                assertSame(scores.get(h), alone.get(h));
              }
            });
  }

  @Test
  void shouldSayWhichModelItIs() {
    assertThat(recommender.identity().name()).isEqualTo("small");
    assertThat(recommender.identity().fingerprints().getDdiKnowledge())
        .isEqualTo(SmallModel.DDI.fingerprint());
    assertThat(recommender.threshold()).isEqualTo(SmallModel.THRESHOLD);
  }

  private static void assertSame(VisitScores one, VisitScores other) {
    assertThat(one.given()).isEqualTo(other.given());
    assertThat(one.medications())
        .usingRecursiveComparison()
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-5 ? 0 : Double.compare(a, b), Double.class)
        .isEqualTo(other.medications());
  }

  private static List<PatientHistory> histories() {
    return List.of(
        new PatientHistory(List.of(EARLIER, aVisit("anna", 9).diagnosed("I10").closed())),
        new PatientHistory(
            List.of(aVisit("bert", 0).diagnosed("E119").operated("0DTJ4ZZ").closed())),
        new PatientHistory(
            List.of(
                EARLIER,
                aVisit("anna", 5).diagnosed("E119").given("A10BA02", "B01AA03").closed(),
                aVisit("anna", 9).closed())));
  }

  private static VisitScores score(ClosedVisit... visits) {
    return recommender.score(List.of(new PatientHistory(List.of(visits)))).get(0);
  }
}
