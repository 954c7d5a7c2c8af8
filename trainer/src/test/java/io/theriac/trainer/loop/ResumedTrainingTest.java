package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedTrainingTest {

  /** With dropout, whose draws must be the same after an interruption. */
  private static final NetworkConfig SMALL =
      new NetworkConfig(16, 4, 0.5f, 0.3f, 0.2f, 0.1f, 6, 20, 50, EnumSet.allOf(Part.class));

  private static final TrainingOptions OPTIONS = TrainingOptions.small().withEpochs(4);

  private final EncodedCohort train = PlantedCohort.of(60, 1);
  private final EncodedCohort validation = PlantedCohort.of(20, 2);

  @TempDir private Path directory;
  private Path file;

  /** The power fails. */
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Fails in an epoch, and counts steps. */
  private static final class Watcher implements TrainingListener {
    private final int failsIn;
    private final List<EpochReport> epochs = new ArrayList<>();
    private final List<String> noted = new ArrayList<>();
    private int steps;

    Watcher(int failsIn) {
      this.failsIn = failsIn;
    }

    @Override
    public void epochDone(EpochReport report) {
      epochs.add(report);
    }

    @Override
    public void noted(String sentence) {
      noted.add(sentence);
    }

    @Override
    public void stepDone(int epoch, int step, int of) {
      steps++;
      if (epoch == failsIn && step == 2) {
        throw new Interruption();
      }
    }
  }

  @BeforeEach
  void place() {
    file = directory.resolve("kept").resolve("m-seed1.checkpoint");
  }

  @Test
  void shouldEndAsIfItHadNotBeenInterrupted() {
    TrainedNetwork whole = train(OPTIONS, TrainingStart.FRESH, new Watcher(0));
    interruptIn(3);
    Watcher watcher = new Watcher(0);
    TrainedNetwork resumed = train(OPTIONS, kept(true), watcher);

    try (var a = whole.network();
        var b = resumed.network()) {
      assertThat(watcher.steps).as("steps of two epochs of four").isEqualTo(2 * stepsOfEpoch());
      assertThat(watcher.noted).containsExactly("Goes on after epoch 2.");
      assertThat(watcher.epochs).as("the first two are told again").isEqualTo(resumed.epochs());
      assertThat(resumed.epochs()).hasSize(4);
      for (int i = 0; i < 4; i++) {
        assertThat(resumed.epochs().get(i).loss()).isEqualTo(whole.epochs().get(i).loss());
      }
      assertSame(a.snapshot(), b.snapshot());
    }
  }

  @Test
  void shouldEndOtherwiseWithAnotherSeed() {
    try (var a = train(OPTIONS, TrainingStart.FRESH, new Watcher(0)).network();
        var b = train(OPTIONS.withSeed(9), TrainingStart.FRESH, new Watcher(0)).network()) {
      assertThat(a.snapshot().get("head.weight")).isNotEqualTo(b.snapshot().get("head.weight"));
    }
  }

  @Test
  void shouldNotTrainAgainWhatHadEnded() {
    TrainedNetwork ended = train(OPTIONS, kept(false), new Watcher(0));
    Watcher watcher = new Watcher(0);
    TrainedNetwork again = train(OPTIONS, kept(true), watcher);

    try (var a = ended.network();
        var b = again.network()) {
      assertThat(watcher.steps).isZero();
      assertThat(again.epochs()).isEqualTo(ended.epochs());
      assertSame(a.snapshot(), b.snapshot());
    }
  }

  @Test
  void shouldLeaveOneFileThatCanBeDiscarded() throws IOException {
    interruptIn(3);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    new Checkpoints(file, false).discard();
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldRefuseToGoOnWithOtherVisits() {
    interruptIn(2);
    assertThatThrownBy(
            () ->
                new TrainingLoop(SMALL)
                    .run(PlantedCohort.of(60, 9), validation, OPTIONS, kept(true), e -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), "other visits", "train afresh");
  }

  @Test
  void shouldRefuseToGoOnWithOtherOptions() {
    interruptIn(2);
    assertThatThrownBy(() -> train(OPTIONS.withEpochs(5), kept(true), new Watcher(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), "other options");
  }

  @Test
  void shouldSayThatThereIsNothingToGoOnWith() {
    assertThatThrownBy(() -> train(OPTIONS, kept(true), new Watcher(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), "no interrupted training");
  }

  @Test
  void shouldRefuseADamagedFile() throws IOException {
    interruptIn(2);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 100] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> train(OPTIONS, kept(true), new Watcher(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), "delete it");
  }

  @Test
  void shouldTrainOnWhereNothingCanBeKept() throws IOException {
    Files.writeString(file.getParent(), "a file where the directory should be");
    List<String> noted = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochReport report) {}

          @Override
          public void noted(String sentence) {
            noted.add(sentence);
          }
        };
    train(OPTIONS.withEpochs(1), kept(false), listener).network().close();
    assertThat(noted).singleElement().asString().contains("cannot be kept", file.toString());
  }

  private void interruptIn(int epoch) {
    assertThatThrownBy(() -> train(OPTIONS, kept(false), new Watcher(epoch)))
        .isInstanceOf(Interruption.class);
    assertThat(file).exists();
  }

  private TrainingStart kept(boolean resume) {
    return new TrainingStart(Optional.empty(), Optional.of(new Checkpoints(file, resume)));
  }

  private TrainedNetwork train(
      TrainingOptions options, TrainingStart start, TrainingListener listener) {
    return new TrainingLoop(SMALL).run(train, validation, options, start, listener);
  }

  private int stepsOfEpoch() {
    return (train.patients().size() + OPTIONS.batchSize() - 1) / OPTIONS.batchSize();
  }

  /** To the bit. */
  private static void assertSame(Map<String, float[]> expected, Map<String, float[]> found) {
    assertThat(found).hasSameSizeAs(expected);
    found.forEach(
        (name, values) -> assertThat(values).as(name).containsExactly(expected.get(name)));
  }
}
