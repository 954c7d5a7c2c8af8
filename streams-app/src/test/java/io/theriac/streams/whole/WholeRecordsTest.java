package io.theriac.streams.whole;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record on which our own code fails midway leaves a dead letter and nothing else. */
class WholeRecordsTest {

  private static final String TRANYLCYPROMINE = "N06AF04";
  private static final String AMPHETAMINE = "N06BA01";

  @TempDir Path stateDir;
  private Ward ward;

  @BeforeEach
  void open() {
    ward = Ward.open(stateDir);
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void shouldAlertWhenTheOrderIsReplayedAfterTheFix() {
    List<SpecificRecord> events = interacting().events();
    ward.hears(events.get(0)).hears(events.get(1));

    ward.failsToAlert(true).hears(events.get(2));

    assertThat(ward.alerts()).isEmpty();
    shouldHaveOneLetterAndApplied(2);
    ward.failsToAlert(false).hears(events.get(2));
    assertThat(ward.alerts()).extracting(DdiAlert::getState).containsExactly(AlertState.RAISED);
    assertThat(ward.count("theriac.records.applied")).isEqualTo(3);
    assertThat(ward.sum("theriac.duplicates")).isZero();
  }

  @Test
  void shouldForgetTheOrderUntilThen() {
    ward.failsToAlert(true).hears(interacting()).failsToAlert(false);

    ward.hears(aPatient("ann").at(day(2)).inVisit("v1").stopped("o1"));

    assertThat(ward.alerts()).isEmpty();
  }

  @Test
  void shouldMakeOneLetterOfACancellationThatTellsMuch() {
    PatientStory story = interacting();
    ward.hears(story);
    ward.alerts();
    SpecificRecord cancellation = last(story.admissionCancelled());

    ward.failsToAlert(true).hears(cancellation);

    assertThat(ward.alerts()).isEmpty();
    shouldHaveOneLetterAndApplied(3);
    ward.failsToAlert(false).hears(cancellation);
    assertThat(ward.alerts()).extracting(DdiAlert::getState).containsExactly(AlertState.RETRACTED);
    assertThat(ward.count("theriac.records.applied")).isEqualTo(4);
  }

  @Test
  void shouldSayNothingToTheTopicsBeforeAllIsDone() {
    ward.serves(FixedRecommender.version("1").scoring(TRANYLCYPROMINE, 0.9));
    PatientStory story = aPatient("ann").admitted("v1").prescribedForHome("o1", "ATC", AMPHETAMINE);
    ward.hears(story.discharged()).waits();
    assertThat(ward.recommendations()).hasSize(1);
    assertThat(ward.alerts()).hasSize(1);
    SpecificRecord cancellation = last(story.dischargeCancelled());

    ward.failsToAlert(true).hears(cancellation);

    assertThat(ward.recommendations()).isEmpty();
    shouldHaveOneLetterAndApplied(3);
    ward.failsToAlert(false).hears(cancellation);
    assertThat(ward.recommendations())
        .extracting(Recommendation::getStatus)
        .containsExactly(RecommendationStatus.RETRACTED);
    assertThat(ward.alerts()).extracting(DdiAlert::getState).containsExactly(AlertState.RETRACTED);
  }

  @Test
  void shouldLetNoVisitWaitThatDidNotClose() {
    PatientStory story = interacting();
    ward.hears(story);
    ward.alerts();
    SpecificRecord discharge = last(story.discharged());

    ward.failsToAlert(true).hears(discharge);

    assertThat(ward.pending()).isZero();
    shouldHaveOneLetterAndApplied(3);
    ward.failsToAlert(false).serves(FixedRecommender.version("1").scoring("A10BA02", 0.9));
    ward.hears(discharge).waits();
    assertThat(ward.recommendations()).extracting(Recommendation::getRevision).containsExactly(1);
    assertThat(ward.alerts()).extracting(DdiAlert::getState).containsExactly(AlertState.RESOLVED);
  }

  @Test
  void shouldMoveNothingOfAPatientHalfMerged() {
    ward.hears(interacting());
    ward.alerts();

    ward.failsToAlert(true).hears(aPatient("bob").from("MPI").merges("ann"));

    DeadLetter letter = ward.deadLetters().get(0);
    assertThat(letter.getReasonClass()).isEqualTo(DeadLetterReason.PROCESSING_FAILED);
    assertThat(ward.sum("theriac.patient.moves.sent")).isEqualTo(1);
    assertThat(ward.sum("theriac.patient.moves.taken")).isZero();
    ward.failsToAlert(false)
        .hearsBytes(
            Topics.standard().patientMoves(), bytes(letter.getKey()), bytes(letter.getValue()), 0);
    assertThat(ward.deadLetters()).isEmpty();
    assertThat(ward.alerts())
        .extracting(DdiAlert::getPatientKey, DdiAlert::getState)
        .containsExactly(tuple("ann", AlertState.RETRACTED), tuple("bob", AlertState.RAISED));
  }

  private static PatientStory interacting() {
    return aPatient("ann")
        .admitted("v1")
        .prescribed("o1", "ATC", AMPHETAMINE)
        .prescribed("o2", "ATC", TRANYLCYPROMINE);
  }

  private static SpecificRecord last(PatientStory story) {
    return story.events().get(story.events().size() - 1);
  }

  private void shouldHaveOneLetterAndApplied(double applied) {
    assertThat(ward.deadLetters())
        .extracting(DeadLetter::getReasonClass)
        .containsExactly(DeadLetterReason.PROCESSING_FAILED);
    assertThat(ward.count("theriac.records.applied")).isEqualTo(applied);
    assertThat(ward.sum("theriac.records.in")).isEqualTo(applied + 1);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
