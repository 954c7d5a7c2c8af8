package io.theriac.streams;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.schemas.avro.RecommendedMedication;
import io.theriac.state.FactRows;
import io.theriac.state.KeyRange;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendationsTest {

  private static final String METFORMIN = "A10BA02";
  private static final String SIMVASTATIN = "C10AA01";

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
  void shouldLeaveOutAVisitThatWaitsButIsNotAmongTheClosedOnes() {
    ward.hears(aPatient("ann").admitted("v1").discharged());
    FactRows rows = ward.facts();
    List<byte[]> keys = new ArrayList<>();
    rows.scan(
        KeyRange.between(new byte[] {0}, new byte[] {(byte) 0xFF}),
        (key, row) -> {
          keys.add(key);
          return true;
        });
    assertThat(keys).isNotEmpty();
    keys.forEach(rows::delete);

    ward.serves(FixedRecommender.version("1").scoring("A10BA02", 0.9)).waits();
    ward.hears(aPatient("bob").admitted("v1").discharged()).waits();

    assertThat(ward.pending()).isZero();
    assertThat(ward.count("theriac.pending.dropped")).isEqualTo(1);
    assertThat(ward.recommendations())
        .extracting(Recommendation::getPatientKey)
        .containsExactly("bob");
  }

  @Test
  void shouldRecommendForAVisitThatClosed() {
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9).scoring(SIMVASTATIN, 0.3));

    ward.hears(closedVisit("ann", "v1")).waits();

    Recommendation made = ward.recommendations().get(0);
    assertThat(made.getPatientKey()).isEqualTo("ann");
    assertThat(made.getVisitId()).isEqualTo("v1");
    assertThat(made.getRevision()).isEqualTo(1);
    assertThat(made.getVisitNumber()).isEqualTo(1);
    assertThat(made.getStatus()).isEqualTo(RecommendationStatus.PRELIMINARY);
    assertThat(made.getSupersedes()).isNull();
    assertThat(made.getModelVersion()).isEqualTo("1");
    assertThat(made.getFingerprints()).isEqualTo(FixedRecommender.fingerprints("1"));
    assertThat(made.getThreshold()).isEqualTo(FixedRecommender.THRESHOLD);
    assertThat(made.getGiven()).extracting(Coding::getCode).containsExactly(METFORMIN);
    assertThat(made.getMedications())
        .extracting(
            medication -> medication.getMedication().getCode(),
            RecommendedMedication::getRank,
            RecommendedMedication::getSelected,
            RecommendedMedication::getGiven)
        .containsExactly(tuple(METFORMIN, 1, true, true), tuple(SIMVASTATIN, 2, false, false));
    assertThat(made.getMedications().get(0).getReasons()).hasSize(1);
  }

  @Test
  void shouldNameTheRecordThatClosedTheVisit() {
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9));

    ward.hears(closedVisit("ann", "v1")).waits();

    assertThat(ward.recommendations().get(0).getInputs())
        .singleElement()
        .satisfies(
            input -> {
              assertThat(input.getTopic()).isEqualTo("clinical.admissions");
              assertThat(input.getOffset()).isEqualTo(1);
            });
  }

  @Test
  void shouldLetVisitsWaitUntilAModelArrivesAndThenScoreThemInOrder() {
    for (int i = 0; i < 7; i++) {
      ward.hears(closedVisit("patient-" + i, "v"));
    }
    ward.waits();
    assertThat(ward.recommendations()).isEmpty();
    assertThat(ward.pending()).isEqualTo(7);

    FixedRecommender model = FixedRecommender.version("1").scoring(METFORMIN, 0.9);
    ward.serves(model).waits();

    assertThat(ward.recommendations())
        .extracting(Recommendation::getPatientKey)
        .containsExactly(
            "patient-0",
            "patient-1",
            "patient-2",
            "patient-3",
            "patient-4",
            "patient-5",
            "patient-6");
    assertThat(model.batches()).containsExactly(3, 3, 1);
    assertThat(ward.pending()).isZero();
  }

  @Test
  void shouldScoreAtOnceWhenABatchIsFull() {
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9));

    for (int i = 0; i < Ward.BATCH_VISITS; i++) {
      ward.hears(closedVisit("patient-" + i, "v"));
    }

    assertThat(ward.recommendations()).hasSize(Ward.BATCH_VISITS);
  }

  @Test
  void shouldSupersedeTheRecommendationWhenALateCodeArrives() {
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9));
    PatientStory story = closedVisit("ann", "v1");
    ward.hears(story).waits();

    ward.hears(lastOf(story.later(Duration.ofDays(2)).diagnosed("ICD-10-CM", "I10"))).waits();

    List<Recommendation> made = ward.recommendations();
    assertThat(made).extracting(Recommendation::getRevision).containsExactly(1, 2);
    assertThat(made.get(1).getSupersedes()).isEqualTo(made.get(0).getRecommendationId());
    assertThat(made.get(1).getRecommendationId()).isNotEqualTo(made.get(0).getRecommendationId());
  }

  @Test
  void shouldScoreOnlyTheNewestRevisionOfAVisitThatWaits() {
    PatientStory story = closedVisit("ann", "v1");
    ward.hears(story);
    ward.hears(lastOf(story.diagnosed("ICD-10-CM", "I10")));
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9)).waits();

    assertThat(ward.recommendations())
        .singleElement()
        .satisfies(
            made -> {
              assertThat(made.getRevision()).isEqualTo(2);
              assertThat(made.getSupersedes()).isNull();
            });
    assertThat(ward.pending()).isZero();
  }

  @Test
  void shouldGiveTheModelTheVisitAndThoseBeforeIt() {
    FixedRecommender model = FixedRecommender.version("1").scoring(METFORMIN, 0.9);
    ward.hears(closedVisit("ann", "v1"))
        .hears(closedVisit("ann", "v2", 100))
        .hears(closedVisit("ann", "v3", 200));

    ward.serves(model).waits();

    assertThat(model.histories())
        .extracting(history -> history.visits().stream().map(visit -> visit.getVisitId()).toList())
        .containsExactly(List.of("v1"), List.of("v1", "v2"), List.of("v1", "v2", "v3"));
  }

  @Test
  void shouldNotLetOneVisitTheModelCannotTakeHoldUpTheOthers() {
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9).failingOn("bad"));
    ward.hears(closedVisit("ann", "good"))
        .hears(closedVisit("bob", "bad"))
        .hears(closedVisit("cat", "fine"))
        .waits();

    assertThat(ward.recommendations())
        .extracting(Recommendation::getVisitId)
        .containsExactly("good", "fine");
    assertThat(ward.count("theriac.scoring.failures")).isEqualTo(1);

    ward.waits();
    assertThat(ward.count("theriac.scoring.failures")).as("not tried again").isEqualTo(1);

    ward.serves(FixedRecommender.version("2").scoring(METFORMIN, 0.9)).waits();
    assertThat(ward.recommendations())
        .extracting(Recommendation::getVisitId, Recommendation::getModelVersion)
        .containsExactly(tuple("bad", "2"));
  }

  @Test
  void shouldTellWhenTheVisitClosedAndWhenItWasScored() {
    ward.hears(closedVisit("ann", "v1"));
    var closedAt = ward.clock().instant();
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9)).waits();

    assertThat(ward.recommendations().get(0).getTiming())
        .satisfies(
            timing -> {
              assertThat(timing.getCloseSeenAt()).isEqualTo(closedAt);
              assertThat(timing.getRecommendedAt()).isEqualTo(closedAt.plus(Ward.BATCH_WAIT));
            });
  }

  @Test
  void shouldLeaveWallClockTimesOutOfAReplay(@TempDir Path other) {
    try (Ward replay = Ward.replaying(other)) {
      replay.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9));
      replay.hears(closedVisit("ann", "v1")).waits();
      assertThat(replay.recommendations().get(0).getTiming()).isNull();
    }
  }

  @Test
  void shouldNotRecommendAgainForARedeliveredDischarge() {
    ward.serves(FixedRecommender.version("1").scoring(METFORMIN, 0.9));
    PatientStory story = closedVisit("ann", "v1");

    ward.hears(story).hears(story).waits();

    assertThat(ward.recommendations()).hasSize(1);
    assertThat(ward.count("theriac.duplicates", "of", "event")).isEqualTo(story.events().size());
    assertThat(ward.count("theriac.duplicates", "of", "fact")).isZero();
  }

  private static PatientStory closedVisit(String patient, String visit) {
    return closedVisit(patient, visit, 0);
  }

  private static PatientStory closedVisit(String patient, String visit, int day) {
    return aPatient(patient)
        .from("EHR-" + visit)
        .at(PatientStory.day(day))
        .admitted(visit)
        .diagnosed("ICD-10-CM", "E11.9")
        .prescribed("order-" + visit, "ATC", METFORMIN)
        .later(Duration.ofDays(3))
        .discharged();
  }

  private static org.apache.avro.specific.SpecificRecord lastOf(PatientStory story) {
    return story.events().get(story.events().size() - 1);
  }
}
