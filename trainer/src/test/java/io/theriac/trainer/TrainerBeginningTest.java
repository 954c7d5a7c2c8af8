package io.theriac.trainer;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.PublishedOptions;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerBeginningTest {

  private static final TrainerOptions OPTIONS =
      TrainerOptions.seeded(16)
          .withNetwork(
              NetworkConfig.extended().withTrunk(PublishedOptions.extended().withoutMolecules()))
          .withTraining(TrainingOptions.small().withEpochs(4));

  /** One epoch at a rate at which next to nothing is learnt: what it begins with shows. */
  private static final TrainerOptions STILL =
      OPTIONS.withTraining(TrainingOptions.small().withEpochs(1).withBatches(8, 1e-7));

  @TempDir private static Path models;

  private static Path artifact;
  private static String version;

  private final Heard heard = new Heard();

  /** Keeps what it hears. */
  private static final class Heard implements TrainerListener {
    private final List<String> noted = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();
    private final Map<Integer, ModelReport> seeds = new LinkedHashMap<>();

    @Override
    public void noted(String sentence) {
      noted.add(sentence);
    }

    @Override
    public void epochDone(EpochReport report) {
      epochs.add(report);
    }

    @Override
    public void seedDone(int seed, ModelReport report) {
      seeds.put(seed, report);
    }
  }

  @BeforeAll
  static void trainWhatOthersBeginWith() {
    try (TrainedModel model =
        trainer().train(World.visits(150, 1), OPTIONS, TrainerListener.NONE)) {
      artifact = models.resolve("known");
      version = model.version();
      model.write(artifact);
    }
  }

  @Test
  void shouldBeginWithWhatAModelLearntOfTheCodesItKnows() {
    TrainerOptions warm = STILL.withBeginning(Beginning.FRESH.withArtifact(artifact));
    trainer().train(changedWorld(), STILL, heard).close();
    try (TrainedModel model = trainer().train(changedWorld(), warm, heard)) {
      model.write(models.resolve("warm"));
    }

    assertThat(heard.noted)
        .singleElement()
        .asString()
        .contains(version, "6 of 7 diagnoses", "0 of 0 procedures", "7 of 8 medications");
    assertThat(heard.epochs.get(1).loss())
        .as("loss in the first epoch, begun with a model and afresh")
        .isLessThan(0.8 * heard.epochs.get(0).loss());
    assertThat(models.resolve("warm").resolve("MODEL_CARD.md"))
        .content()
        .contains("Training began with the values of version " + version);
  }

  @Test
  void shouldNotBeginWithAModelThatLearntFromOtherPatients() {
    TrainerOptions other =
        STILL.withSplit(Split.seeded(99)).withBeginning(Beginning.FRESH.withArtifact(artifact));

    assertThatThrownBy(() -> trainer().train(World.visits(150, 1), other, heard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(version, "seed 16", "seed 99", "its split, or afresh");
    assertThat(heard.epochs).isEmpty();
  }

  @Test
  void shouldNotBeginWithAModelOfAnotherLevel() {
    CohortRules classes = new CohortRules(AtcLevel.of(3), 2, 64, 5, 3);
    TrainerOptions other =
        STILL.withRules(classes).withBeginning(Beginning.FRESH.withArtifact(artifact));

    assertThatThrownBy(() -> trainer().train(World.visits(150, 1), other, heard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(version, "knows none of the 7 medications", "level is 5");
  }

  @Test
  void shouldKeepTheSeedThatIsBestOnValidation() {
    TrainerOptions several =
        OPTIONS
            .withTraining(TrainingOptions.small().withEpochs(1).withBatches(8, 1e-3))
            .withSeeds(List.of(3, 1, 2));
    try (TrainedModel kept = trainer().train(World.visits(100, 1), several, heard)) {
      assertThat(heard.seeds.keySet()).containsExactly(3, 1, 2);
      double best =
          heard.seeds.values().stream()
              .mapToDouble(report -> report.validation().jaccard())
              .max()
              .orElseThrow();
      assertThat(kept.report().validation().jaccard()).isEqualTo(best);
      assertThat(kept.report()).isSameAs(heard.seeds.get(kept.seed()));
    }
  }

  @Test
  void shouldGoOnWithTheSeedThatWasInterruptedAndBeginThoseAfterIt(@TempDir Path kept) {
    List<ClosedVisit> visits = World.visits(100, 1);
    TrainerOptions several = twoEpochs(kept, 1, 2);
    interruptAfterSeed(1, visits, several);
    assertThat(kept.resolve("graphdiffmed-seed1.checkpoint")).exists();

    TrainerOptions resumed = several.withBeginning(Beginning.FRESH.withCheckpoints(kept, true));
    trainer().train(visits, resumed, heard).close();

    assertThat(heard.seeds.keySet()).containsExactly(1, 2);
    Trainer.discardCheckpoints(resumed);
    assertThat(kept).isEmptyDirectory();
  }

  @Test
  void shouldGoOnThoughAnEarlierTrainingLeftLaterSeeds(@TempDir Path kept) {
    List<ClosedVisit> visits = World.visits(60, 1);
    TrainerOptions earlier = twoEpochs(kept, 0, 1, 2);
    interruptAfterSeed(2, visits, earlier);
    assertThat(kept.resolve("graphdiffmed-seed2.checkpoint")).exists();

    TrainerOptions later = earlier.withTraining(TrainingOptions.small().withEpochs(1));
    interruptAfterSeed(1, visits, later);
    assertThat(kept.resolve("graphdiffmed-seed1.checkpoint")).exists();
    assertThat(kept.resolve("graphdiffmed-seed2.checkpoint")).doesNotExist();

    TrainerOptions resumed = later.withBeginning(Beginning.FRESH.withCheckpoints(kept, true));
    trainer().train(visits, resumed, heard).close();

    assertThat(heard.seeds.keySet()).containsExactly(0, 1, 2);
  }

  @Test
  void shouldTrainOnThoughALeftoverCannotBeDeleted(@TempDir Path kept) throws IOException {
    Path leftover = kept.resolve("graphdiffmed-seed16.checkpoint");
    Files.createDirectories(leftover.resolve("not empty"));
    TrainerOptions once = STILL.withBeginning(Beginning.FRESH.withCheckpoints(kept, false));

    trainer().train(World.visits(60, 1), once, heard).close();

    assertThat(heard.noted)
        .first()
        .asString()
        .contains(leftover.toString(), "cannot be deleted: delete it");
  }

  @Test
  void shouldAskForSeedsEachOnce() {
    assertThatThrownBy(() -> OPTIONS.withSeeds(List.of(1, 1)))
        .hasMessageContaining("seeds are [1, 1]");
    assertThatThrownBy(() -> OPTIONS.withSeeds(List.of())).hasMessageContaining("at least one");
  }

  private static TrainerOptions twoEpochs(Path kept, Integer... seeds) {
    return OPTIONS
        .withTraining(TrainingOptions.small().withEpochs(2))
        .withSeeds(List.of(seeds))
        .withBeginning(Beginning.FRESH.withCheckpoints(kept, false));
  }

  private static void interruptAfterSeed(
      int last, List<ClosedVisit> visits, TrainerOptions options) {
    TrainerListener failing =
        new TrainerListener() {
          @Override
          public void seedDone(int seed, ModelReport report) {
            if (seed == last) {
              throw new IllegalStateException("The power fails.");
            }
          }
        };
    assertThatThrownBy(() -> trainer().train(visits, options, failing))
        .hasMessage("The power fails.");
  }

  /** A disease with its drug that the model does not know joins the others. */
  private static List<ClosedVisit> changedWorld() {
    List<ClosedVisit> visits = new ArrayList<>(World.visits(150, 2));
    for (int p = 0; p < 30; p++) {
      for (int v = 0; v < 3; v++) {
        visits.add(aVisit("new-" + p, v * 30).diagnosed("K509").given("L04AX01").closed());
      }
    }
    return visits;
  }

  private static Trainer trainer() {
    return new Trainer(Terminology.empty(), DdiKnowledge.bundled());
  }
}
