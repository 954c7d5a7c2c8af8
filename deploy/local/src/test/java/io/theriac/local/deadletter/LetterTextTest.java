package io.theriac.local.deadletter;

import static io.theriac.local.deadletter.Letters.NIGHT;
import static io.theriac.local.deadletter.Letters.aLetter;
import static io.theriac.local.deadletter.Letters.withHeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.testing.FakeRegistry;
import io.theriac.streams.deadletter.ReplayOrigin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator reads: everything of the letter but, unless asked for, its content. */
class LetterTextTest {

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  @Test
  void shouldCountByReasonAndTopicAndListTheNewest() {
    LetterSummary summary = new LetterSummary();
    NewestLetters newest = new NewestLetters(2);
    for (int i = 0; i < 3; i++) {
      DeadLetter letter = set(aLetter(i), Duration.ofMinutes(i));
      summary.add(letter, i == 2);
      newest.add(letter, i == 2);
    }
    DeadLetter other = set(aLetter(9, DeadLetterReason.OVERSIZED), Duration.ofHours(-5));
    summary.add(other, false);
    newest.add(other, false);

    new LetterList(out, NIGHT.plus(Duration.ofMinutes(4))).print(summary, newest);

    assertThat(text.toString().lines())
        .containsExactly(
            "REASON              TOPIC                          LETTERS  REPLAYED  FROM TO",
            "UNKNOWN_SCHEMA      clinical.labs                        3         1  2026-01-31T03:00:00Z 2026-01-31T03:02:00Z",
            "OVERSIZED           clinical.labs                        1         0  2026-01-30T22:00:00Z 2026-01-30T22:00:00Z",
            "",
            "   2m ago  UNKNOWN_SCHEMA      clinical.labs-3@2  replayed",
            "          The registry has no schema id 77.",
            "   3m ago  UNKNOWN_SCHEMA      clinical.labs-3@1",
            "          The registry has no schema id 77.",
            "… and 2 older: --limit N shows more of them.");
  }

  @Test
  void shouldShowALetterWithoutItsContent() {
    print(withHeader(aLetter(5), ReplayOrigin.HEADER, "clinical.labs-3@2"), false);

    assertThat(text.toString())
        .contains(
            "position    clinical.labs-3@5",
            "replay of   clinical.labs-3@2",
            "reason      UNKNOWN_SCHEMA",
            "key         14 bytes",
            "headers     trace, theriac-replay-of",
            "now         UNREADABLE_FRAME")
        .doesNotContain("secret");
  }

  @Test
  void shouldShowTheContentWhenAsked() {
    print(aLetter(5), true);

    assertThat(text.toString())
        .contains(
            "key         secret-patient", "header      trace = secret-header", "secret-content");
  }

  @Test
  void shouldLetNoLetterMoveTheCursor() {
    DeadLetter letter =
        DeadLetter.newBuilder(aLetter(5)).setKey(Letters.bytes("a\u001b[2Jb\rc")).build();

    print(letter, true);

    assertThat(text.toString()).doesNotContain("\u001b", "\r");
  }

  private void print(DeadLetter letter, boolean reveal) {
    try (FakeRegistry registry = FakeRegistry.start()) {
      LetterContent content =
          new LetterContent(Map.of("schema.registry.url", registry.url()), Topics.standard());
      new LetterPage(out, content, NIGHT, reveal).print(letter, false);
    }
  }

  private static DeadLetter set(DeadLetter letter, Duration after) {
    return DeadLetter.newBuilder(letter).setFailedAt(NIGHT.plus(after)).build();
  }
}
