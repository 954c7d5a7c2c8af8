package io.theriac.model.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.TrustedContracts;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.Trial;
import io.theriac.schemas.avro.TrialMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReleaseBookTest {

  static {
    TrustedContracts.ensure();
  }

  private static final String MODEL = "graphdiffmed";
  private static final List<ModelRelease> HISTORY =
      List.of(
          decided("v1", ReleaseStatus.ACTIVE, 1),
          decided("v2", ReleaseStatus.CANDIDATE, 2),
          onTrial("v2", TrialMode.SHADOW, 3),
          decided("v2", ReleaseStatus.ACTIVE, 4),
          decided("v3", ReleaseStatus.REJECTED, 5),
          onTrial("v4", TrialMode.SHADOW, 6),
          decided("v2", ReleaseStatus.ROLLED_BACK, 7),
          decided("v1", ReleaseStatus.ACTIVE, 8),
          onTrial("v5", TrialMode.CANARY, 9),
          decided("v6", ReleaseStatus.ACTIVE, 10),
          decided("v6", ReleaseStatus.UNKNOWN, 11));

  private final ReleaseBook book = new ReleaseBook(MODEL);

  @Property(tries = 200)
  void shouldComeToTheSameInAnyOrderOfRecords(@ForAll("orders") List<ModelRelease> records) {
    ReleaseBook read = new ReleaseBook(MODEL);
    records.forEach(read::note);

    assertThat(read.serving()).contains(HISTORY.get(7));
    assertThat(read.active()).extracting(ModelRelease::getVersion).containsExactly("v1");
    assertThat(read.trial()).contains(HISTORY.get(8));
    assertThat(read.latest("v2")).contains(HISTORY.get(6));
    assertThat(read.all())
        .extracting(ModelRelease::getVersion)
        .containsExactly("v6", "v5", "v1", "v2", "v4", "v3");
  }

  /** Whole and in any order, with some records read twice. */
  @Provide
  Arbitrary<List<ModelRelease>> orders() {
    return Arbitraries.subsetOf(HISTORY)
        .flatMap(
            twice -> {
              List<ModelRelease> records = new ArrayList<>(HISTORY);
              records.addAll(twice);
              return Arbitraries.shuffle(records);
            });
  }

  @Test
  void shouldPutTheOneDecidedLastFirstAndKeepTheOthersToFallBackOn() {
    book.note(decided("v1", ReleaseStatus.ACTIVE, 1));
    book.note(decided("v2", ReleaseStatus.ACTIVE, 3));
    book.note(decided("v3", ReleaseStatus.ACTIVE, 2));

    assertThat(book.active())
        .extracting(ModelRelease::getVersion)
        .containsExactly("v2", "v3", "v1");
  }

  @Test
  void shouldTakeTheLaterRecordOfTwoDecidedAtTheSameMillisecond() {
    book.note(decided("v1", ReleaseStatus.ACTIVE, 1));
    book.note(decided("v1", ReleaseStatus.ROLLED_BACK, 1));

    assertThat(book.serving()).isEmpty();
  }

  @Test
  void shouldEndATrialWhenItsVersionIsPromotedRejectedOrCandidateAgain() {
    for (ReleaseStatus end :
        List.of(ReleaseStatus.ACTIVE, ReleaseStatus.REJECTED, ReleaseStatus.CANDIDATE)) {
      ReleaseBook one = new ReleaseBook(MODEL);
      one.note(onTrial("v2", TrialMode.CANARY, 1));
      assertThat(one.trial()).isPresent();

      one.note(decided("v2", end, 2));

      assertThat(one.trial()).as(end.name()).isEmpty();
    }
  }

  @Test
  void shouldRunNoTrialOfAKindItDoesNotKnow() {
    book.note(onTrial("v2", TrialMode.UNKNOWN, 1));

    assertThat(book.trial()).isEmpty();
  }

  @Test
  void shouldSayWhatIsNews() {
    assertThat(book.note(decided("v1", ReleaseStatus.ACTIVE, 2))).isTrue();
    assertThat(book.note(decided("v1", ReleaseStatus.ACTIVE, 2))).as("again").isFalse();
    assertThat(book.note(decided("v1", ReleaseStatus.REJECTED, 1))).as("older").isFalse();
    ModelRelease other =
        ModelRelease.newBuilder(decided("v1", ReleaseStatus.ACTIVE, 9))
            .setModelName("other")
            .build();
    assertThat(book.note(other)).as("another model").isFalse();
  }

  private static ModelRelease onTrial(String version, TrialMode mode, long decidedAt) {
    return ModelRelease.newBuilder(decided(version, ReleaseStatus.CANDIDATE, decidedAt))
        .setTrial(new Trial(mode, 0.5))
        .build();
  }

  private static ModelRelease decided(String version, ReleaseStatus status, long decidedAt) {
    return ModelRelease.newBuilder()
        .setModelName(MODEL)
        .setVersion(version)
        .setStatus(status)
        .setArtifactUri("file:///models/" + version)
        .setSha256("0".repeat(64))
        .setFingerprints(new Fingerprints("m", "v", "d", "s"))
        .setTrainedAt(Instant.EPOCH)
        .setDecidedAt(Instant.ofEpochMilli(decidedAt))
        .build();
  }
}
