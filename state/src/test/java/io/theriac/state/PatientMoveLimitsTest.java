package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.MergeLink;
import io.theriac.schemas.avro.MovedRow;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.PatientMoveKind;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.Keyring;
import io.theriac.state.fixture.PatientStory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A merge or erasure, whoever asks for it, takes a bounded step or is set aside as a whole. */
class PatientMoveLimitsTest {

  private static final VisitRules NARROW =
      new VisitRules(
          Fold.RULES.codingGrace(),
          Fold.RULES.revisionDelay(),
          Fold.RULES.abandonedAfter(),
          1_000_000,
          20_000);

  private final Keyring keys = new Keyring(new Random(1), NARROW);

  @Test
  void shouldSetAsideAMergeOfMoreThanOneStepTakesAndKeepAllAsItWas() {
    keys.hears(visit("old", 200));

    keys.hears(aPatient("ann").at(day(20)).merges("old")).delivers();

    shouldHaveSetAside(keys, "merge.max.mb");
    assertThat(keys.closed()).containsOnlyKeys("old|v1");
    assertThat(keys.closed().get("old|v1").getLabs()).hasSize(200);
  }

  @Test
  void shouldTakeTheMergeOnceTheLimitIsRaised() {
    VisitFold wide = new VisitFold(Fold.RULES);
    keys.hears(visit("old", 200));
    keys.hears(aPatient("ann").at(day(20)).merges("old"));
    PatientMove retire =
        keys.consequences().stream()
            .filter(Consequence.Sent.class::isInstance)
            .map(sent -> ((Consequence.Sent) sent).move())
            .findFirst()
            .orElseThrow();
    keys.delivers();

    Outcome outcome = wide.receive(keys.rowsOf("old"), retire);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied ->
                assertThat(applied.consequences())
                    .filteredOn(Consequence.Sent.class::isInstance)
                    .isNotEmpty());
  }

  @Test
  void shouldSetAsideAnErasureOfMoreThanOneStepTakes() {
    keys.hears(visit("ann", 200)).hears(aPatient("ann").from("DPO").at(day(9)).asksToBeErased());

    shouldHaveSetAside(keys, "merge.max.mb");
    assertThat(keys.closed()).containsOnlyKeys("ann|v1");
  }

  @Test
  void shouldMoveAndEraseWhatIsWithinTheLimit() {
    keys.hears(visit("old", 10)).hears(aPatient("ann").at(day(20)).merges("old")).delivers();
    keys.hears(aPatient("ann").from("DPO").at(day(21)).asksToBeErased()).delivers();

    assertThat(keys.rejected()).isEmpty();
    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldFollowNoChainWithoutEnd() {
    Keyring chain = new Keyring(new Random(1));
    int last = MoveRoute.MOST_HOPS + 5;
    for (int i = 0; i < last; i++) {
      chain.hears(aPatient("key-" + (i + 1)).at(day(20)).merges("key-" + i)).delivers();
    }

    chain.hears(aPatient("key-0").from("CODING").at(day(30)).admitted("v1")).delivers();
    shouldHaveSetAside(chain, "100 retired keys");

    chain.hears(aPatient("key-10").from("CODING").at(day(30)).admitted("v2").discharged(day(31)));
    assertThat(chain.delivers().closed()).containsOnlyKeys("key-" + last + "|v2");
  }

  /** A row of another release stops the application only where it stands in the state. */
  @Test
  void shouldSetAsideRowsOfAnotherReleaseInAMessage() {
    byte[] header = {0x10};
    byte[] key = new KeyWriter().text("v1").toBytes();
    ByteBuffer suffix = ByteBuffer.allocate(key.length + 1).put(key).put(header).flip();

    Outcome outcome =
        receive(
            PatientMove.newBuilder(message(PatientMoveKind.ROWS))
                .setRows(List.of(new MovedRow(suffix, ByteBuffer.wrap(new byte[] {1, 2, 3}))))
                .build());

    assertThat(reason(outcome)).isEqualTo(DeadLetterReason.UNREADABLE_BODY);
  }

  @Test
  void shouldSetAsideMessagesThatLackWhatTheirKindNeeds() {
    for (PatientMoveKind kind : List.of(PatientMoveKind.RETIRE, PatientMoveKind.EVENT)) {
      assertThat(reason(receive(message(kind)))).isEqualTo(DeadLetterReason.INVALID_FIELD);
    }
    assertThat(reason(receive(message(PatientMoveKind.UNKNOWN))))
        .isEqualTo(DeadLetterReason.UNSUPPORTED);
    PatientMove ofAnotherAge =
        PatientMove.newBuilder(message(PatientMoveKind.ERASE))
            .setLink(new MergeLink("e1", Instant.ofEpochMilli(Long.MAX_VALUE)))
            .build();
    assertThat(reason(receive(ofAnotherAge))).isEqualTo(DeadLetterReason.INVALID_FIELD);
  }

  private static void shouldHaveSetAside(Keyring keys, String sentence) {
    assertThat(keys.rejected())
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(DeadLetterReason.OVERSIZED);
              assertThat(rejected.sentence()).contains(sentence).doesNotContain("old", "key-");
            });
  }

  private static Outcome receive(PatientMove move) {
    return new VisitFold(Fold.RULES).receive(new InMemoryFactRows(), move);
  }

  private static DeadLetterReason reason(Outcome outcome) {
    return ((Outcome.Rejected) outcome).reason();
  }

  private static PatientMove message(PatientMoveKind kind) {
    return PatientMove.newBuilder()
        .setMoveId("m1")
        .setPatientKey("ann")
        .setKind(kind)
        .setLink(new MergeLink("e1", day(1)))
        .build();
  }

  private static PatientStory visit(String patient, int labs) {
    PatientStory story = aPatient(patient).from("EHR").admitted("v1", day(1));
    for (int i = 0; i < labs; i++) {
      story.measured("result-" + i, "2160-0", i, "mg/dL");
    }
    return story.discharged(day(2));
  }
}
