package io.theriac.streams;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers of the output topics see of a visit's life. */
class VisitLifeTest {

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
  void shouldPublishTheVisitOnceItsCodingHasEnded() {
    ward.hears(closedVisit()).waits();
    assertThat(ward.visits()).isEmpty();

    ward.comesToDay(20).waits();

    assertThat(ward.visits())
        .singleElement()
        .satisfies(
            visit -> {
              assertThat(visit.getKey()).isEqualTo("ann|v1");
              assertThat(visit.getValue().getDiagnoses()).hasSize(1);
            });
    assertThat(ward.count("theriac.visits.final")).isEqualTo(1);
  }

  @Test
  void shouldRecommendPreliminarilyThenAsCodesComeThenFinally() {
    PatientStory story = closedVisit();
    ward.hears(story).waits();
    hearsNext(story.at(day(5)).diagnosed("ICD-10-CM", "I10"));
    ward.comesToDay(20).waits();

    List<Recommendation> made = ward.recommendations();
    assertThat(made)
        .extracting(Recommendation::getRevision, Recommendation::getStatus)
        .containsExactly(
            tuple(1, RecommendationStatus.PRELIMINARY),
            tuple(2, RecommendationStatus.PRELIMINARY),
            tuple(3, RecommendationStatus.FINAL));
    assertThat(ward.count("theriac.visits.closed")).isEqualTo(1);
    assertThat(ward.count("theriac.visit.revisions")).isEqualTo(2);
    assertThat(made.get(2).getSupersedes()).isEqualTo(made.get(1).getRecommendationId());
    assertThat(made.get(1).getSupersedes()).isEqualTo(made.get(0).getRecommendationId());
  }

  @Test
  void shouldRetractTheRecommendationWhenTheDischargeIsCancelled() {
    PatientStory story = closedVisit();
    ward.hears(story).waits();
    hearsNext(story.at(day(3)).dischargeCancelled());

    Recommendation retraction = ward.recommendations().get(1);
    assertThat(retraction.getStatus()).isEqualTo(RecommendationStatus.RETRACTED);
    assertThat(retraction.getMedications()).isEmpty();
    assertThat(retraction.getModelVersion()).isEqualTo("1");
    ward.comesToDay(20).waits();
    assertThat(ward.visits()).isEmpty();

    hearsNext(story.at(day(25)).discharged());
    assertThat(ward.recommendations())
        .extracting(Recommendation::getStatus, Recommendation::getSupersedes)
        .containsExactly(tuple(RecommendationStatus.PRELIMINARY, null));
  }

  @Test
  void shouldNotRecommendForAVisitThatWasReopenedWhileItWaited() {
    PatientStory story = closedVisit();
    ward.hears(story).hears(last(story.at(day(3)).dischargeCancelled())).waits();

    assertThat(ward.recommendations()).isEmpty();
    assertThat(ward.pending()).isZero();
  }

  @Test
  void shouldTakeAFinalVisitBackWhenItsAdmissionIsCancelled() {
    PatientStory story = closedVisit();
    ward.hears(story).comesToDay(20).waits();
    hearsNext(story.at(day(21)).admissionCancelled());

    assertThat(ward.visits())
        .extracting(Map.Entry::getKey, visit -> visit.getValue() == null)
        .containsExactly(tuple("ann|v1", false), tuple("ann|v1", true));
    assertThat(ward.recommendations())
        .extracting(Recommendation::getStatus)
        .endsWith(RecommendationStatus.RETRACTED);
    assertThat(ward.count("theriac.visits.withdrawn")).isEqualTo(1);
  }

  @Test
  void shouldCorrectAFinalVisitThatIsCodedLate() {
    PatientStory story = closedVisit();
    ward.hears(story).comesToDay(20).waits();
    hearsNext(story.at(day(30)).diagnosed("ICD-10-CM", "I10"));

    assertThat(ward.recommendations())
        .extracting(Recommendation::getStatus)
        .endsWith(RecommendationStatus.FINAL, RecommendationStatus.FINAL);
    assertThat(ward.visits())
        .extracting(visit -> visit.getValue().getDiagnoses().size())
        .containsExactly(1, 2);
  }

  @Test
  void shouldEndCodingInAQuietTimeToo() {
    ward.hears(closedVisit()).waits();

    ward.isQuietFor(Duration.ofDays(8));

    assertThat(ward.visits()).hasSize(1);
  }

  @Test
  void shouldSetAsideTheLateCodesThatAClosedVisitCannotTake(@TempDir Path other) {
    try (Ward small = Ward.withVisitsUpTo(other, 2_000)) {
      small.serves(FixedRecommender.version("1").scoring("A10BA02", 0.9));
      small.hears(closedVisit()).waits();
      double applied = small.count("theriac.records.applied");
      PatientStory late = aPatient("ann").from("CODING").at(day(3)).inVisit("v1");
      for (int i = 0; i < 200; i++) {
        late.diagnosed("ICD-10-CM", "late-" + i);
      }
      small.hears(late).waits();
      double taken = small.count("theriac.records.applied") - applied;
      small.comesToDay(40).comesToDay(41).waits();

      assertThat(taken).isBetween(1.0, 199.0);
      assertThat(small.deadLetters())
          .hasSize(200 - (int) taken)
          .extracting(DeadLetter::getReasonClass)
          .containsOnly(DeadLetterReason.OVERSIZED);
      assertThat(small.visits())
          .singleElement()
          .satisfies(visit -> assertThat(visit.getKey()).isEqualTo("ann|v1"))
          .satisfies(
              visit ->
                  assertThat(visit.getValue().getDiagnoses().stream())
                      .filteredOn(code -> code.getCode().startsWith("late-"))
                      .hasSize((int) taken));
      assertThat(small.recommendations())
          .extracting(Recommendation::getStatus)
          .endsWith(RecommendationStatus.FINAL);
      assertThat(small.sum("theriac.visits.oversized")).isZero();
    }
  }

  @Test
  void shouldCountAbandonedVisits() {
    ward.hears(aPatient("ann").admitted("v1", day(1))).comesToDay(100);

    assertThat(ward.count("theriac.visits.abandoned")).isEqualTo(1);
  }

  private void hearsNext(PatientStory story) {
    ward.hears(last(story)).waits();
  }

  private static SpecificRecord last(PatientStory story) {
    return story.events().get(story.events().size() - 1);
  }

  private static PatientStory closedVisit() {
    return aPatient("ann")
        .admitted("v1", day(1))
        .diagnosed("ICD-10-CM", "E11.9")
        .prescribed("o1", "ATC", "A10BA02")
        .discharged(day(2));
  }
}
