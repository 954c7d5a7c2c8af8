package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.GateCheck;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.TrialMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelDecisionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ReleaseBook book = new ReleaseBook("m");

  @Test
  void shouldServeACandidateThatIsPromotedAndEndItsTrial() {
    note("1", ReleaseStatus.ACTIVE, 0);
    note("2", ReleaseStatus.CANDIDATE, 1);
    apply(decisions().trial("2", TrialMode.SHADOW, 1, "to see"));
    assertThat(book.trial()).map(ModelRelease::getVersion).contains("2");

    apply(decisions().promote("2", false, "it did well"));

    assertThat(serving()).isEqualTo("2");
    assertThat(book.trial()).isEmpty();
    assertThat(book.latest("2").orElseThrow())
        .returns("it did well", ModelRelease::getReason)
        .returns(List.of(check()), ModelRelease::getEvidence);
  }

  @Test
  void shouldDecideLaterThanAllThatStandsAlsoByAClockThatIsBehind() {
    note("1", ReleaseStatus.ACTIVE, 5_000);
    note("2", ReleaseStatus.CANDIDATE, 6_000);

    apply(decisions().promote("2", false, ""));

    assertThat(serving()).isEqualTo("2");
    assertThat(book.serving().orElseThrow().getDecidedAt()).isEqualTo(START.plusMillis(6_001));
  }

  @Test
  void shouldGoBackToTheActiveVersionDecidedBefore() {
    note("1", ReleaseStatus.ACTIVE, -30);
    note("2", ReleaseStatus.ACTIVE, -20);
    note("3", ReleaseStatus.ACTIVE, -10);

    apply(decisions().rollback(Optional.empty(), false, "bad"));
    assertThat(serving()).isEqualTo("2");
    assertThat(status("3")).isEqualTo(ReleaseStatus.ROLLED_BACK);

    apply(decisions().rollback(Optional.empty(), true, "worse"));
    assertThat(serving()).isEqualTo("1");
    assertThat(book.serving().orElseThrow().getPinned()).isTrue();

    assertThatThrownBy(() -> decisions().rollback(Optional.empty(), false, ""))
        .hasMessageContaining("no active version before 1", "--to");
    apply(decisions().rollback(Optional.of("3"), false, "it was fine"));
    assertThat(serving()).isEqualTo("3");
    assertThatThrownBy(() -> decisions().rollback(Optional.of("3"), false, ""))
        .hasMessageContaining("3 is the one that serves");
  }

  @Test
  void shouldPinAndUnpinWhatServes() {
    assertThatThrownBy(() -> decisions().pin(true, ""))
        .hasMessageContaining("No version of model m serves");
    note("1", ReleaseStatus.ACTIVE, 0);

    apply(decisions().pin(true, "for the audit"));
    assertThat(book.serving().orElseThrow().getPinned()).isTrue();
    assertThatThrownBy(() -> decisions().pin(true, "")).hasMessageContaining("pinned already");
    apply(decisions().pin(false, "audit over"));
    assertThat(book.serving().orElseThrow().getPinned()).isFalse();
  }

  @Test
  void shouldTryOneVersionAtATime() {
    note("1", ReleaseStatus.ACTIVE, 0);
    note("2", ReleaseStatus.CANDIDATE, 1);
    note("3", ReleaseStatus.CANDIDATE, 2);
    apply(decisions().trial("2", TrialMode.CANARY, 0.1, ""));

    apply(decisions().trial("3", TrialMode.SHADOW, 0.5, ""));
    assertThat(book.trial()).map(ModelRelease::getVersion).contains("3");
    apply(decisions().stopTrial("seen enough"));

    assertThat(book.trial()).isEmpty();
    assertThat(status("3")).isEqualTo(ReleaseStatus.CANDIDATE);
    assertThatThrownBy(() -> decisions().stopTrial("")).hasMessageContaining("is on trial");
    assertThatThrownBy(() -> decisions().trial("1", TrialMode.CANARY, 0.1, ""))
        .hasMessageContaining("only candidates are tried");
    assertThatThrownBy(() -> decisions().trial("2", TrialMode.CANARY, 0, ""))
        .hasMessage("The share is 0.0: use more than 0 and at most 1.");
  }

  @Test
  void shouldNeverServeWhatWasRejected() {
    note("1", ReleaseStatus.ACTIVE, 0);
    note("2", ReleaseStatus.REJECTED, 1);

    for (Runnable attempt :
        List.<Runnable>of(
            () -> decisions().promote("2", false, ""),
            () -> decisions().rollback(Optional.of("2"), false, ""),
            () -> decisions().trial("2", TrialMode.SHADOW, 1, ""))) {
      assertThatThrownBy(attempt::run).hasMessageContaining("rejected and is never served");
    }
  }

  @Test
  void shouldNameTheVersionsThereAre() {
    assertThatThrownBy(() -> decisions().promote("9", false, ""))
        .hasMessageContaining("Model m has no version '9'", "./theriac train");
    note("1", ReleaseStatus.ACTIVE, 0);
    assertThatThrownBy(() -> decisions().promote("9", false, ""))
        .hasMessageContaining("The newest: 1 (ACTIVE)");
    assertThatThrownBy(() -> decisions().promote("1", false, ""))
        .hasMessage("Version 1 serves already; './theriac models pin' pins it.");
  }

  private ModelDecisions decisions() {
    return new ModelDecisions("m", book, Clock.fixed(START, ZoneOffset.UTC));
  }

  private void apply(List<ModelRelease> decisions) {
    decisions.forEach(decision -> assertThat(book.note(decision)).isTrue());
  }

  private String serving() {
    return book.serving().orElseThrow().getVersion();
  }

  private ReleaseStatus status(String version) {
    return book.latest(version).orElseThrow().getStatus();
  }

  private static GateCheck check() {
    return new GateCheck("smoke", true, 1.0, 4.0, "fine");
  }

  private void note(String version, ReleaseStatus status, long millis) {
    book.note(
        ModelRelease.newBuilder()
            .setModelName("m")
            .setVersion(version)
            .setStatus(status)
            .setArtifactUri("file:///m/" + version)
            .setSha256("00")
            .setFingerprints(new Fingerprints("a", "b", "c", "d"))
            .setTrainedAt(START)
            .setDecidedAt(START.plusMillis(millis))
            .setEvidence(List.of(check()))
            .build());
  }
}
