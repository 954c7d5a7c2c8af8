package io.theriac.streams.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.model.ModelIdentity;
import io.theriac.model.Recommender;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.Trial;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelUpdaterTest {

  private final ModelHolder holder = new ModelHolder();
  private final SettableClock clock = new SettableClock();
  private final AppMetrics metrics = new AppMetrics(new SimpleMeterRegistry());
  private final List<String> loads = new ArrayList<>();
  private final AnyArtifact store = new AnyArtifact();
  private String broken = "none";
  private String unlinked = "none";
  private final ModelUpdater updater = updater(true, this::load);

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
    assertThat(trouble())
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
    assertThat(trouble())
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
    assertThat(updater.troubles()).isEmpty();
  }

  @Test
  void shouldServeAnOlderActiveReleaseWhenTheNewestIsBad() {
    broken = "2";
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.update();

    assertThat(version()).isEqualTo("1");
    assertThat(updater.troubles()).hasSize(1);
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
  void shouldNotServeOnWithAVersionThatWasTakenBackWhenNoOtherCanBeLoaded() {
    broken = "1";
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.update();
    assertThat(version()).isEqualTo("2");

    updater.note(release("2", ReleaseStatus.ROLLED_BACK, 3));
    updater.update();

    assertThat(version()).as("as after a restart").isEqualTo("none");
    assertThat(trouble())
        .hasValue(
            "Version 1 of model test-model cannot serve: its hash differs. No model serves; visits"
                + " wait.");
  }

  @Test
  void shouldFallBackPastAReleaseThatFailedJustBefore() {
    broken = "2";
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    updater.update();
    updater.note(release("3", ReleaseStatus.ACTIVE, 3));
    updater.update();
    assertThat(version()).isEqualTo("3");

    updater.note(release("3", ReleaseStatus.ROLLED_BACK, 4));
    updater.update();

    assertThat(version()).isEqualTo("1");
    assertThat(trouble())
        .hasValueSatisfying(s -> assertThat(s).contains("Version 2", "Version 1 goes on serving"));
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
    assertThat(trouble()).hasValueSatisfying(s -> assertThat(s).contains("fingerprints"));
  }

  @Test
  void shouldGoOnServingWhileTheStoreIsDownAndTakeTheReleaseOnceItIsBack() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.update();
    updater.note(release("2", ReleaseStatus.ACTIVE, 2));
    store.isDown(true);
    updater.update();
    assertThat(version()).isEqualTo("1");
    assertThat(trouble())
        .hasValueSatisfying(
            s -> assertThat(s).contains("Version 2", "cannot be used now", "Version 1 goes on"));

    store.isDown(false);
    clock.advance(Duration.ofMinutes(1));
    updater.update();

    assertThat(version()).isEqualTo("2");
    assertThat(updater.troubles()).isEmpty();
  }

  @Test
  void shouldComeToTheSameModelInWhateverOrderReleasesAreRead() {
    List<ModelRelease> releases =
        List.of(
            release("1", ReleaseStatus.ACTIVE, 1),
            release("2", ReleaseStatus.ACTIVE, 2),
            release("2", ReleaseStatus.ROLLED_BACK, 3),
            release("1", ReleaseStatus.ACTIVE, 4),
            onTrial("3", TrialMode.CANARY, 0.5, 5));
    for (int first = 0; first < releases.size(); first++) {
      List<ModelRelease> turned = new ArrayList<>(releases);
      Collections.rotate(turned, first);
      ModelUpdater restarted = updater(true, this::load);
      holder.close();

      turned.forEach(restarted::note);
      restarted.update();

      assertThat(version()).isEqualTo("1");
      assertThat(tried()).isEqualTo("3");
    }
  }

  @Test
  void shouldTryTheNewestCandidateBesideTheModelThatServes() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(onTrial("2", TrialMode.SHADOW, 1, 2));
    updater.note(onTrial("3", TrialMode.SHADOW, 1, 3));
    updater.update();
    assertThat(version()).isEqualTo("1");
    assertThat(tried()).isEqualTo("3");

    updater.note(release("3", ReleaseStatus.REJECTED, 4));
    updater.note(release("2", ReleaseStatus.CANDIDATE, 5));
    updater.update();

    assertThat(tried()).isEqualTo("none");
    assertThat(loads).containsExactly("1", "3");
  }

  @Test
  void shouldChangeTheTermsOfATrialWithoutLoadingTheCandidateAgain() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(onTrial("2", TrialMode.SHADOW, 1, 2));
    updater.update();
    updater.note(onTrial("2", TrialMode.CANARY, 0.2, 3));
    updater.update();

    assertThat(holder.trial().orElseThrow().terms().share()).isEqualTo(0.2);
    assertThat(holder.trial().orElseThrow().describe())
        .isEqualTo("version 2 is on trial: canary, 20 % of the patients.");
    assertThat(loads).containsExactly("1", "2");
  }

  @Test
  void shouldEndTheTrialOfAVersionThatIsPromoted() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(onTrial("2", TrialMode.CANARY, 0.5, 2));
    updater.update();
    updater.note(release("2", ReleaseStatus.ACTIVE, 3));
    updater.update();

    assertThat(version()).isEqualTo("2");
    assertThat(tried()).isEqualTo("none");
  }

  @Test
  void shouldServeAsBeforeWhenACandidateCannotBeTried() {
    broken = "2";
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(onTrial("2", TrialMode.CANARY, 0.5, 2));
    updater.update();
    assertThat(version()).isEqualTo("1");
    assertThat(trouble())
        .hasValue("Version 2 of model test-model cannot be tried: its hash differs.");

    broken = "none";
    clock.advance(Duration.ofMinutes(1));
    updater.update();

    assertThat(tried()).isEqualTo("2");
    assertThat(updater.troubles()).isEmpty();
  }

  @Test
  void shouldRefuseATrialOfAShareThatIsNone() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(onTrial("2", TrialMode.CANARY, 1.5, 2));
    updater.update();

    assertThat(tried()).isEqualTo("none");
    assertThat(trouble()).hasValueSatisfying(s -> assertThat(s).contains("Version 2", "share 1.5"));
  }

  @Test
  void shouldSayThatACandidateIsNoLongerTriedUntilItsTrialIsDecidedAnew() {
    updater.note(release("1", ReleaseStatus.ACTIVE, 1));
    updater.note(onTrial("2", TrialMode.SHADOW, 1, 2));
    updater.update();
    for (int i = 0; i < CandidateOnTrial.TOLERATED; i++) {
      holder.trial().orElseThrow().failed();
    }
    updater.update();
    assertThat(leasesTrial()).isFalse();
    assertThat(trouble())
        .hasValueSatisfying(s -> assertThat(s).contains("Version 2 failed 3 times"));

    updater.note(onTrial("2", TrialMode.SHADOW, 1, 3));
    updater.update();

    assertThat(leasesTrial()).isTrue();
    assertThat(updater.troubles()).isEmpty();
  }

  @Test
  void shouldTryNothingInAReplay() {
    ModelUpdater replay = updater(false, this::load);
    replay.note(release("1", ReleaseStatus.ACTIVE, 1));
    replay.note(onTrial("2", TrialMode.CANARY, 1, 2));
    replay.update();

    assertThat(version()).isEqualTo("1");
    assertThat(tried()).isEqualTo("none");
  }

  @Test
  void shouldRefuseAndCloseAModelThatMakesNoSense() {
    FixedRecommender senseless = FixedRecommender.version("1").scoring("A10BA02", Double.NaN);
    ModelUpdater strict = updater(true, (path, hash) -> senseless);
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

  private ModelUpdater updater(boolean withTrials, RecommenderLoader loader) {
    return new ModelUpdater("test-model", store, loader, 4, withTrials, holder, metrics, clock);
  }

  private Optional<String> trouble() {
    return updater.troubles().stream().findFirst();
  }

  private String tried() {
    return holder.trial().map(trial -> trial.terms().version()).orElse("none");
  }

  private boolean leasesTrial() {
    try (ModelHolder.Lease lease = holder.lease().orElseThrow()) {
      return lease.trial().isPresent();
    }
  }

  private static ModelRelease onTrial(
      String version, TrialMode mode, double share, long decidedAt) {
    return ModelRelease.newBuilder(release(version, ReleaseStatus.CANDIDATE, decidedAt))
        .setTrial(new Trial(mode, share))
        .build();
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
