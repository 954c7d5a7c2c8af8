package io.theriac.streams;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges and erasures as readers of the topics see them. */
class PatientMovesTest {

  private static final String TRANYLCYPROMINE = "N06AF04";
  private static final String AMPHETAMINE = "N06BA01";

  @TempDir Path stateDir;
  private Ward ward;

  @BeforeEach
  void open() {
    ward = Ward.open(stateDir);
    ward.serves(FixedRecommender.version("1").scoring("A10BA02", 0.9));
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void shouldMoveAFinalVisitWithItsRecommendationToTheSurvivor() {
    ward.hears(closedVisit("old")).comesToDay(20).waits();
    ward.recommendations();
    ward.visits();

    ward.hears(aPatient("ann").at(day(21)).merges("old")).waits();

    assertThat(ward.visits())
        .extracting(Map.Entry::getKey, visit -> visit.getValue() == null)
        .containsExactlyInAnyOrder(tuple("old|v1", true), tuple("ann|v1", false));
    assertThat(ward.recommendations())
        .extracting(Recommendation::getPatientKey, Recommendation::getStatus)
        .containsExactly(
            tuple("old", RecommendationStatus.RETRACTED), tuple("ann", RecommendationStatus.FINAL));
  }

  @Test
  void shouldRetractAlertsUnderTheRetiredKeyAndRaiseThemUnderTheSurvivor() {
    ward.hears(
        aPatient("old")
            .admitted("v1", day(1))
            .prescribed("o1", "ATC", AMPHETAMINE)
            .prescribed("o2", "ATC", TRANYLCYPROMINE));
    assertThat(ward.alerts()).hasSize(1);

    ward.hears(aPatient("ann").at(day(2)).merges("old"));

    assertThat(ward.alerts())
        .extracting(DdiAlert::getPatientKey, DdiAlert::getState)
        .containsExactly(tuple("old", AlertState.RETRACTED), tuple("ann", AlertState.RAISED));
  }

  @Test
  void shouldFindTheInteractionOfOrdersThatOnlyTheMergeBringsTogether() {
    ward.hears(aPatient("old").admitted("v1", day(1)).prescribedForHome("o1", "ATC", AMPHETAMINE));
    ward.hears(
        aPatient("ann").admitted("v2", day(1)).prescribedForHome("o2", "ATC", TRANYLCYPROMINE));
    assertThat(ward.alerts()).isEmpty();

    ward.hears(aPatient("ann").from("MPI").at(day(2)).merges("old"));

    assertThat(ward.alerts()).extracting(DdiAlert::getPatientKey).contains("ann");
  }

  @Test
  void shouldDeleteEachMessageOnceItWasTaken() {
    ward.hears(closedVisit("old")).hears(aPatient("ann").at(day(3)).merges("old"));

    Map<String, List<PatientMove>> messages = ward.moves();
    assertThat(messages).isNotEmpty();
    assertThat(messages.values())
        .allSatisfy(
            moves -> {
              assertThat(moves).hasSize(2);
              assertThat(moves.get(0)).isNotNull();
              assertThat(moves.get(1)).isNull();
            });
  }

  @Test
  void shouldSetAsideARedirectedEventThatTheSurvivorCannotTake() {
    ward.hears(aPatient("ann").at(day(1)).merges("old"));

    ward.hears(aPatient("old").from("LAB").at(day(2)).inNoVisit().measured("l1", "2160-0", 1, "1"));

    assertThat(ward.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getReasonClass()).isEqualTo(DeadLetterReason.NO_OPEN_VISIT);
              assertThat(letter.getTopic()).isEqualTo("theriac.patient-moves");
            });
  }

  @Test
  void shouldEraseAPatientFromEveryOutputAndFromWhatWaits() {
    ward.hears(closedVisit("ann")).waits().comesToDay(20).waits();
    ward.hears(aPatient("ann").from("EHR2").admitted("v2", day(21)).discharged(day(22)));
    assertThat(ward.pending()).isEqualTo(1);

    ward.hears(aPatient("ann").from("DPO").at(day(23)).asksToBeErased()).waits();

    assertThat(ward.pending()).isZero();
    assertThat(ward.visits())
        .extracting(Map.Entry::getKey, visit -> visit.getValue() == null)
        .containsExactly(tuple("ann|v1", false), tuple("ann|v1", true));
    assertThat(ward.recommendations())
        .extracting(Recommendation::getVisitId, Recommendation::getStatus)
        .containsExactly(
            tuple("v1", RecommendationStatus.PRELIMINARY),
            tuple("v1", RecommendationStatus.FINAL),
            tuple("v1", RecommendationStatus.RETRACTED));
  }

  private static PatientStory closedVisit(String patient) {
    return aPatient(patient)
        .admitted("v1", day(1))
        .diagnosed("ICD-10-CM", "E11.9")
        .discharged(day(2));
  }
}
