package io.theriac.streams.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.model.ModelIdentity;
import io.theriac.model.Recommender;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelUpdaterTest {

  private final ModelHolder holder = new ModelHolder();
  private final SettableClock clock = new SettableClock();
  private final AppMetrics metrics = new AppMetrics(new SimpleMeterRegistry());
  private final List<String> loads = new ArrayList<>();
  private String broken = "none";
  private String unlinked = "none";
  private final ModelUpdater updater =
      new ModelUpdater("test-model", this::load, 4, holder, metrics, clock);

  @Test
  void shouldServeTheNewestActiveRelease() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.note(release("3", ReleaseStatus.CANDIDATE, 3));
    updater.update();

    assertThat(version()).isEqualTo("2");
    assertThat(loads).containsExactly("2");
  }

  @Test
  void shouldNotLoadTheModelThatServesAgain() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.update();
    updater.update();

    assertThat(loads).containsExactly("1");
  }

  @Test
  void shouldIgnoreOtherModels() {
    ModelRelease other =
        ModelRelease.newBuilder(release("1", ReleaseStatus.ACTIVE, 1))
            .setModelName("another")
            .build();
    updater.note(other);
    updater.update();

    assertThat(holder.identity()).isEmpty();
  }

  @Test
  void shouldGoOnServingWhenTheNewArtifactIsBad() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.update();
    broken = "2";
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.update();

    assertThat(version()).isEqualTo("1");
    assertThat(updater.trouble())
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("Version 2")
                    .contains("its hash differs")
                    .contains("Version 1 goes on serving"));
    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void shouldGoOnServingWhenANativeLibraryIsMissing() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.update();
    unlinked = "2";
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.update();

    assertThat(version()).isEqualTo("1");
    assertThat(updater.trouble())
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("Version 2", "no torch"));
    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void shouldTryABadArtifactAgainAfterAWhile() {
    broken = "1";
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.update();
    updater.update();
    assertThat(failures()).as("not at once").isEqualTo(1);

    broken = "none";
    clock.advance(Duration.ofMinutes(1));
    updater.update();

    assertThat(version()).isEqualTo("1");
    assertThat(updater.trouble()).isEmpty();
  }

  @Test
  void shouldServeAnOlderActiveReleaseWhenTheNewestIsBad() {
    broken = "2";
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.update();

    assertThat(version()).isEqualTo("1");
    assertThat(updater.trouble()).isPresent();
  }

  @Test
  void shouldGoBackWhenAReleaseIsRolledBack() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.update();
    updater.note(release("2", ReleaseStatus.ROLLED_BACK, 3));
    updater.update();
    assertThat(version()).isEqualTo("1");

    updater.note(release("1", ReleaseStatus.ROLLED_BACK, 4));
    updater.update();
    assertThat(holder.identity()).isEmpty();
  }

  @Test
  void shouldRefuseAnArtifactWithOtherFingerprints() {
    ModelRelease release =
        ModelRelease.newBuilder(release("1", ReleaseStatus.ACTIVE, 1))
            .setFingerprints(FixedRecommender.fingerprints("another"))
            .build();
    updater.note(release);
    updater.update();

    assertThat(holder.identity()).isEmpty();
    assertThat(updater.trouble()).hasValueSatisfying(s -> assertThat(s).contains("fingerprints"));
  }

  @Test
  void shouldRefuseAnArtifactThatIsNotAFile() {
    ModelRelease release =
        ModelRelease.newBuilder(release("1", ReleaseStatus.ACTIVE, 1))
            .setArtifactUri("s3://models/1")
            .build();
    updater.note(release);
    updater.update();

    assertThat(updater.trouble()).hasValueSatisfying(s -> assertThat(s).contains("file:"));
  }

  @Test
  void shouldRefuseAndCloseAModelThatMakesNoSense() {
    FixedRecommender senseless = FixedRecommender.version("1").scoring("A10BA02", Double.NaN);
    ModelUpdater strict =
        new ModelUpdater("test-model", (path, hash) -> senseless, 4, holder, metrics, clock);
    strict.note(release("1", ReleaseStatus.ACTIVE, 1));
    strict.update();

    assertThat(holder.identity()).isEmpty();
    assertThat(senseless.isClosed()).isTrue();
  }

  private Recommender load(Path artifact, String sha256) throws IOException {
    String version = artifact.getFileName().toString();
    loads.add(version);
    if (version.equals(broken)) {
      throw new IOException("its hash differs.");
    }
    if (version.equals(unlinked)) {
      throw new UnsatisfiedLinkError("no torch in java.library.path");
    }
    return FixedRecommender.version(version).scoring("A10BA02", 0.5);
  }

  private String version() {
    return holder.identity().map(ModelIdentity::version).orElse("none");
  }

  private double failures() {
    return metrics.registry().get("theriac.model.load.failures").counter().count();
  }

  private static ModelRelease release(String version, ReleaseStatus status, long decidedAt) {
    return ModelRelease.newBuilder()
        .setModelName("test-model")
        .setVersion(version)
        .setStatus(status)
        .setArtifactUri("file:///models/" + version)
        .setSha256("hash")
        .setFingerprints(FixedRecommender.fingerprints(version))
        .setTrainedAt(Instant.ofEpochSecond(0))
        .setDecidedAt(Instant.ofEpochSecond(decidedAt))
        .build();
  }
}
