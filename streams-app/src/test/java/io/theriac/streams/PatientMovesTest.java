package io.theriac.streams;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static io.theriac.state.fixture.PatientStory.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    assertThat(ward.moves().values())
        .as("messages, of which the dead letter alone remains")
        .allSatisfy(moves -> assertThat(moves.get(moves.size() - 1)).isNull());
  }

  @Test
  void shouldCountMessagesByKindAndWhatCameOfThem() {
    ward.hears(closedVisit("old")).hears(aPatient("ann").at(day(3)).merges("old"));
    ward.hears(aPatient("old").from("LAB").at(day(4)).inVisit("v1").diagnosed("ICD-10-CM", "I10"));

    for (String kind : List.of("retire", "rows", "event")) {
      assertThat(ward.count("theriac.patient.moves.sent", "kind", kind)).as(kind).isEqualTo(1);
      assertThat(ward.count("theriac.patient.moves.taken", "kind", kind, "outcome", "applied"))
          .as(kind)
          .isEqualTo(1);
    }
    assertThat(ward.count("theriac.patient.moves.in")).isEqualTo(3);
  }

  @Test
  void shouldSetAsideMessagesThatAreNoneOfOurs() {
    ward.hears(closedVisit("old")).hears(aPatient("ann").at(day(3)).merges("old"));
    Map.Entry<String, List<PatientMove>> ours = ward.moves().entrySet().iterator().next();
    byte[] key = ours.getKey().getBytes(StandardCharsets.UTF_8);

    ward.hearsBytes(Topics.standard().patientMoves(), key, new byte[] {7, 7, 7}, 0)
        .hearsBytes(Topics.standard().patientMoves(), null, new byte[0], 0)
        .hearsMove("no length|" + ours.getKey(), ours.getValue().get(0));

    assertThat(ward.deadLetters())
        .extracting(DeadLetter::getReasonClass)
        .containsExactly(
            DeadLetterReason.UNREADABLE_FRAME,
            DeadLetterReason.UNREADABLE_FRAME,
            DeadLetterReason.INVALID_FIELD);
    assertThat(ward.count("theriac.dead.letters", "of", "move", "reason", "unreadable_frame"))
        .isEqualTo(2);
    ward.hears(closedVisit("bob")).waits();
    assertThat(ward.recommendations()).extracting(Recommendation::getPatientKey).contains("bob");
  }

  /** The broker would refuse the message for ever, and the partition would stand still. */
  @Test
  void shouldSetAsideAnEventTooLargeToBePassedOn(@TempDir Path other) {
    CodedEntry[] entries =
        IntStream.range(0, 500)
            .mapToObj(code -> entry("ICD-10-CM", "code-" + code))
            .toArray(CodedEntry[]::new);
    try (Ward small = Ward.withVisitsUpTo(other, 10_000)) {
      small.hears(aPatient("ann").at(day(1)).merges("old"));

      small.hears(
          aPatient("old").at(day(2)).inVisit("v1").diagnoses(EntryAction.SNAPSHOT, entries));

      assertThat(small.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.getReasonClass()).isEqualTo(DeadLetterReason.OVERSIZED);
                assertThat(letter.getTopic()).isEqualTo("clinical.diagnoses");
                assertThat(letter.getReason()).contains("output.max.bytes (10000)");
              });
      assertThat(small.count("theriac.patient.moves.sent", "kind", "retire")).isEqualTo(1);
    }
  }

  /** Each order's row is small enough for its changelog; joined they are not. */
  @Test
  void shouldSetAsideRowsThatWouldJoinToARowTooLarge(@TempDir Path other) {
    try (Ward small = Ward.withVisitsUpTo(other, 20_000)) {
      small.hears(changedOften("old", "a")).hears(changedOften("ann", "b"));
      assertThat(small.deadLetters()).isEmpty();

      small.hears(aPatient("ann").from("MPI").at(day(9)).merges("old"));

      assertThat(small.deadLetters())
          .extracting(DeadLetter::getReasonClass, DeadLetter::getTopic)
          .containsExactly(tuple(DeadLetterReason.OVERSIZED, "theriac.patient-moves"));
    }
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

  private static PatientStory changedOften(String patient, String drugs) {
    PatientStory story = aPatient(patient).from("EHR-" + drugs).admitted("v1", day(1));
    for (int change = 0; change < 12; change++) {
      Coding drug = new Coding("RXNORM", drugs + change, "x".repeat(1_000));
      story.order(MedicationAction.CHANGE, "o1", drug, OrderType.INPATIENT, null, null);
    }
    return story;
  }

  private static PatientStory closedVisit(String patient) {
    return aPatient(patient)
        .admitted("v1", day(1))
        .diagnosed("ICD-10-CM", "E11.9")
        .discharged(day(2));
  }
}
