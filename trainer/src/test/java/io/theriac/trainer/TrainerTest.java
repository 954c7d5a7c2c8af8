package io.theriac.trainer;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.artifact.ComputeDevice;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.cohort.Part;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.PublishedOptions;
import io.theriac.model.net.PublishedOptions.Setting;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final DdiKnowledge DDI = DdiKnowledge.bundled();
  private static final TrainerOptions OPTIONS =
      TrainerOptions.seeded(16).withTraining(TrainingOptions.small().withEpochs(3));

  private static final List<CohortSummary> HEARD = new ArrayList<>();

  private static final List<String> NOTED = new ArrayList<>();

  private static TrainedModel model;

  private final Trainer trainer = new Trainer(Terminology.empty(), DDI);

  @BeforeAll
  static void trainOnce() {
    model = train(OPTIONS);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void shouldLearnMoreThanWhatIsFrequent() {
    double most = model.report().baselines().get("mostFrequent").jaccard();

    assertThat(model.report().test().jaccard()).isGreaterThan(most + 0.2);
    assertThat(model.report().jaccardOverBaselines().get("mostFrequent").lower()).isPositive();
    assertThat(model.report().test().finite()).isTrue();
    assertThat(model.report().intervals()).containsKeys("jaccard", "f1", "prauc", "ddiRate");
  }

  @Test
  void shouldTellOfTheCohortBeforeItTrains() {
    assertThat(HEARD).isNotEmpty();
    assertThat(HEARD.get(0)).isEqualTo(model.report().cohort());
    assertThat(HEARD.get(0).patientsRead()).isEqualTo(200);
  }

  @Test
  void shouldComeToTheSameModelFromTheSameSeedInWhateverOrderVisitsCome(@TempDir Path models) {
    List<ClosedVisit> shuffled = new ArrayList<>(World.visits(200, 1));
    Collections.shuffle(shuffled, new Random(7));

    try (TrainedModel again = train(OPTIONS, shuffled)) {
      assertThat(again.report()).usingRecursiveComparison().isEqualTo(model.report());
      assertThat(again.version()).isEqualTo(model.version()).startsWith("20260102T030405Z-");
      assertThat(again.write(models.resolve("again")))
          .as("every file, bit by bit")
          .isEqualTo(model.write(models.resolve("first")));
    }
  }

  @Test
  void shouldWriteAModelThatRecommendsWhatItLearnt(@TempDir Path models) {
    String sha256 = model.write(models.resolve(model.version()));

    try (Recommender recommender =
        ModelArtifact.load(
            models.resolve(model.version()),
            sha256,
            Terminology.empty(),
            DDI,
            ComputeDevice.AUTO)) {
      PatientHistory history =
          new PatientHistory(
              List.of(
                  aVisit("new", 0).diagnosed("E119").given("A10BA02", "B01AA03").closed(),
                  aVisit("new", 30).diagnosed("E119").closed()));
      assertThat(recommender.score(List.of(history)).get(0).medications())
          .filteredOn(ScoredMedication::selected)
          .extracting(m -> m.medication().getCode())
          .containsExactlyInAnyOrder("A10BA02", "B01AA03");
      assertThat(recommender.identity().version()).isEqualTo(model.version());
      assertThat(recommender.threshold()).isEqualTo(model.threshold());
      assertThat(recommender.reference().orElseThrow().diagnoses().labels())
          .as("what drift is later measured against")
          .contains("ICD-10-CM E119");
    }
  }

  @Test
  void shouldWriteThePublishedModelWithItsTables(@TempDir Path models) {
    TrainerOptions options =
        TrainerOptions.published(16)
            .withTraining(TrainingOptions.published().withEpochs(3).withBatches(4, 5e-3))
            .withMolecules(World.molecules());
    try (TrainedModel published = train(options)) {
      assertThat(NOTED).last().asString().startsWith("Molecules are known of 7 of 7 medications");
      double most = published.report().baselines().get("mostFrequent").jaccard();
      assertThat(published.report().test().jaccard()).isGreaterThan(most + 0.1);
      String sha256 = published.write(models.resolve("published"));
      assertThat(models.resolve("published").resolve("MODEL_CARD.md"))
          .content()
          .contains("The model also learnt from which molecules the medications are made of");
      try (Recommender recommender =
          ModelArtifact.load(
              models.resolve("published"), sha256, Terminology.empty(), DDI, ComputeDevice.AUTO)) {
        PatientHistory history =
            new PatientHistory(List.of(aVisit("new", 0).diagnosed("E119").closed()));
        assertThat(recommender.score(List.of(history)).get(0).medications().get(0))
            .extracting(m -> m.medication().getCode())
            .isEqualTo("A10BA02");
      }
    }
  }

  @Test
  void shouldSayThatNoMoleculesAreKnownAndTrainWithout(@TempDir Path models) throws IOException {
    TrainerOptions options =
        TrainerOptions.published(16)
            .withTraining(TrainingOptions.published().withEpochs(1).withBatches(8, 5e-3));
    try (TrainedModel without = train(options)) {
      assertThat(NOTED).last().asString().contains("trained without them");
      without.write(models.resolve("without"));
      assertThat(Files.readString(models.resolve("without").resolve("config.json")))
          .contains("\"molecules\" : false");
      assertThat(models.resolve("without").resolve("MODEL_CARD.md"))
          .content()
          .contains("The model knows nothing of molecules.");
    }
  }

  @Test
  void shouldSayThatThereAreNoLaboratoryResultsAndTrainWithout() {
    TrainerOptions options =
        TrainerOptions.seeded(16)
            .withNetwork(
                NetworkConfig.published().withTrunk(PublishedOptions.core().with(Setting.LGY)))
            .withTraining(TrainingOptions.published().withEpochs(1).withBatches(8, 5e-3));
    try (TrainedModel without = train(options)) {
      assertThat(NOTED).last().asString().contains("trained without laboratory results");
      assertThat(without.report().test().finite()).isTrue();
    }
  }

  @Test
  void shouldSayThatThereAreNoVisits() {
    assertUntrainable(List.of(), "no closed visits");
  }

  @Test
  void shouldSayThatNoDrugIsMapped() {
    assertUntrainable(
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    aVisit("p" + i % 5, i)
                        .diagnosed("I10")
                        .given(new Coding("NDC", "00002323560", null))
                        .closed())
            .toList(),
        "{NDC=20}");
  }

  @Test
  void shouldSayThatNobodyCameTwice() {
    assertUntrainable(
        IntStream.range(0, 20)
            .mapToObj(i -> aVisit("p" + i, i).diagnosed("I10").given("C09AA02").closed())
            .toList(),
        "None of 20 patients has 2 usable visits");
  }

  @Test
  void shouldSayThatEveryDrugIsRare() {
    assertUntrainable(World.visits(3, 1), "lower minPatientsPerMedication");
  }

  @Test
  void shouldSayThatAPartIsEmpty() {
    List<ClosedVisit> training =
        World.visits(200, 1).stream()
            .filter(v -> OPTIONS.split().part(v.getPatientKey()) == Part.TRAINING)
            .toList();

    assertUntrainable(training, "0 for validation and 0 for test");
  }

  private void assertUntrainable(List<ClosedVisit> visits, String sentence) {
    assertThatThrownBy(() -> trainer.train(visits, OPTIONS, TrainerListener.NONE))
        .isInstanceOf(UntrainableException.class)
        .hasMessageContaining(sentence);
  }

  private static TrainedModel train(TrainerOptions options) {
    return train(options, World.visits(200, 1));
  }

  private static TrainedModel train(TrainerOptions options, List<ClosedVisit> visits) {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    return new Trainer(Terminology.empty(), DDI, clock)
        .train(
            visits,
            options,
            new TrainerListener() {
              @Override
              public void cohortBuilt(CohortSummary summary) {
                HEARD.add(summary);
              }

              @Override
              public void noted(String sentence) {
                NOTED.add(sentence);
              }
            });
  }
}
