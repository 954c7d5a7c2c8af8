package io.theriac.streams;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate on live visits beside the model that serves. */
class TrialsTest {

  private static final String METFORMIN = "A10BA02";
  private static final String SIMVASTATIN = "C10AA01";

  @TempDir Path stateDir;
  private Ward ward;
  private final FixedRecommender active =
      FixedRecommender.version("1").scoring(METFORMIN, 0.9).scoring(SIMVASTATIN, 0.1);
  private final FixedRecommender candidate =
      FixedRecommender.version("2").scoring(METFORMIN, 0.2).scoring(SIMVASTATIN, 0.8);

  @BeforeEach
  void open() {
    ward = Ward.open(stateDir);
    ward.serves(active);
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void shouldLetAShadowSpeakBesideTheModelThatServes() {
    ward.tries(candidate, TrialMode.SHADOW, 1);

    ward.hears(closedVisit("ann")).waits();

    Recommendation live = ward.recommendations().get(0);
    Recommendation shadow = ward.shadowRecommendations().get(0);
    assertThat(live.getModelVersion()).isEqualTo("1");
    assertThat(shadow.getModelVersion()).isEqualTo("2");
    assertThat(shadow.getFingerprints()).isEqualTo(FixedRecommender.fingerprints("2"));
    assertThat(shadow.getVisitId()).isEqualTo(live.getVisitId());
    assertThat(shadow.getRevision()).isEqualTo(live.getRevision());
    assertThat(shadow.getInputs()).isEqualTo(live.getInputs());
    assertThat(shadow.getRecommendationId()).isNotEqualTo(live.getRecommendationId());
    assertThat(shadow.getSupersedes()).isNull();
    assertThat(ward.alerts()).as("no alert for what a shadow recommends").isEmpty();
  }

  @Test
  void shouldNotLetAShadowChangeWhatIsSaid(@TempDir Path other) {
    try (Ward without = Ward.open(other)) {
      without.serves(
          FixedRecommender.version("1").scoring(METFORMIN, 0.9).scoring(SIMVASTATIN, 0.1));
      without.hears(closedVisit("ann")).hears(closedVisit("bob")).waits();
      ward.tries(candidate.failingOn("visit-of-bob"), TrialMode.SHADOW, 1);
      ward.hears(closedVisit("ann")).hears(closedVisit("bob")).waits();

      assertThat(ward.recommendations()).isEqualTo(without.recommendations());
    }
    assertThat(ward.shadowRecommendations())
        .extracting(Recommendation::getPatientKey)
        .containsExactly("ann");
    assertThat(ward.count("theriac.trial.failures")).isEqualTo(1);
    assertThat(ward.count("theriac.scoring.failures")).isZero();
    assertThat(ward.pending()).isZero();
  }

  @Test
  void shouldLetACanaryRecommendForItsShareOfThePatients() {
    ward.tries(candidate, TrialMode.CANARY, 0.5);

    IntStream.range(0, 40).forEach(i -> ward.hears(closedVisit("patient-" + i)));
    ward.waits();

    List<Recommendation> made = ward.recommendations();
    assertThat(made).hasSize(40);
    assertThat(made)
        .allSatisfy(
            each -> {
              boolean byCandidate = each.getModelVersion().equals("2");
              assertThat(each.getFingerprints())
                  .isEqualTo(FixedRecommender.fingerprints(each.getModelVersion()));
              assertThat(each.getMedications().get(0).getMedication().getCode())
                  .as("the model that is named")
                  .isEqualTo(byCandidate ? SIMVASTATIN : METFORMIN);
            });
    long byCandidate = made.stream().filter(each -> each.getModelVersion().equals("2")).count();
    assertThat(byCandidate).isBetween(10L, 30L);
    assertThat(ward.count("theriac.trial.recommendations", "mode", "canary"))
        .isEqualTo(byCandidate);
    assertThat(ward.shadowRecommendations()).isEmpty();
  }

  @Test
  void shouldStayWithACanaryPatientInLaterRevisions() {
    ward.tries(candidate, TrialMode.CANARY, 1);
    PatientStory story = closedVisit("ann");
    ward.hears(story).waits();
    ward.tries(candidate, TrialMode.CANARY, 0.0001);

    ward.hears(story.later(Duration.ofDays(2)).diagnosed("ICD-10-CM", "I10")).waits();

    assertThat(ward.recommendations())
        .extracting(Recommendation::getRevision, Recommendation::getModelVersion)
        .as("the share has changed, and with it the model that is named")
        .containsExactly(tuple(1, "2"), tuple(2, "1"));
  }

  @Test
  void shouldRecommendWithTheModelThatServesWhereACanaryFails() {
    ward.tries(candidate.failingOn("visit-of-bob"), TrialMode.CANARY, 1);

    ward.hears(closedVisit("ann")).hears(closedVisit("bob")).hears(closedVisit("cat")).waits();

    assertThat(ward.recommendations())
        .extracting(Recommendation::getPatientKey, Recommendation::getModelVersion)
        .containsExactly(tuple("ann", "2"), tuple("bob", "1"), tuple("cat", "2"));
    assertThat(ward.pending()).isZero();
  }

  @Test
  void shouldNotTakeProbabilitiesFromACanaryThatAreNone() {
    ward.tries(FixedRecommender.version("2").scoring(METFORMIN, Double.NaN), TrialMode.CANARY, 1);

    ward.hears(closedVisit("ann")).waits();

    assertThat(ward.recommendations())
        .extracting(Recommendation::getModelVersion)
        .containsExactly("1");
  }

  @Test
  void shouldNoLongerAskACandidateThatFailsAgainAndAgain() {
    ward.tries(candidate.failingOn("visit-of-bob"), TrialMode.SHADOW, 1);
    PatientStory bob = closedVisit("bob");
    ward.hears(bob).waits();
    for (int day = 1; day <= 2; day++) {
      ward.hears(bob.later(Duration.ofDays(1)).diagnosed("ICD-10-CM", "I1" + day)).waits();
    }
    assertThat(ward.count("theriac.trial.failures")).isEqualTo(3);

    ward.hears(closedVisit("ann")).waits();

    assertThat(ward.recommendations())
        .extracting(Recommendation::getModelVersion)
        .containsExactly("1", "1", "1", "1");
    assertThat(ward.shadowRecommendations()).isEmpty();
    assertThat(candidate.batches()).isEmpty();
  }

  private static PatientStory closedVisit(String patient) {
    return aPatient(patient)
        .admitted("visit-of-" + patient)
        .diagnosed("ICD-10-CM", "E11.9")
        .prescribed("order-" + patient, "ATC", METFORMIN)
        .later(Duration.ofDays(3))
        .discharged();
  }
}
