package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterHeader;
import io.theriac.streams.deadletter.RecordPosition;
import io.theriac.streams.deadletter.ReplayOrigin;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * Prints one dead letter whole. Key, header values and content may hold patient data and stay out
 * unless they are asked for.
 */
public final class LetterPage {

  private final PrintWriter out;
  private final LetterContent content;
  private final Instant now;
  private final boolean reveal;

  /**
   * @param now what the letter's age counts to
   * @param reveal whether to print key, headers and content
   */
  public LetterPage(PrintWriter out, LetterContent content, Instant now, boolean reveal) {
    this.out = out;
    this.content = content;
    this.now = now;
    this.reveal = reveal;
  }

  /** Prints the letter. */
  public void print(DeadLetter letter, boolean replayed) {
    LetterContent.Reading reading = content.read(letter);
    line("position", RecordPosition.of(letter));
    ReplayOrigin.of(letter).ifPresent(origin -> line("replay of", origin));
    line("reason", letter.getReasonClass());
    line("", letter.getReason());
    line("what to do", Remedy.of(letter.getReasonClass()));
    line("set aside", letter.getFailedAt() + ", " + age(letter) + " ago");
    line("timestamp", letter.getTimestamp() == null ? "none" : letter.getTimestamp());
    line("schema id", letter.getSchemaId() == null ? "none" : letter.getSchemaId());
    line("key", size(letter.getKey()));
    line("value", size(letter.getValue()));
    line("headers", headers(letter));
    line("replayed", replayed ? "yes: a replay leaves it out" : "no");
    line("now", reading.problem().orElse("this build reads it and takes its fields."));
    if (reveal) {
      reveal(letter, reading);
    }
    out.println();
    out.flush();
  }

  private void reveal(DeadLetter letter, LetterContent.Reading reading) {
    out.println();
    line("key", letter.getKey() == null ? "none" : LetterContent.text(letter.getKey()));
    for (DeadLetterHeader header : letter.getHeaders()) {
      line("header", header.getKey() + " = " + LetterContent.text(header.getValue()));
    }
    reading.event().ifPresent(event -> line("event", event));
    if (reading.event().isEmpty() && letter.getValue() != null) {
      HexDump.lines(LetterContent.bytes(letter.getValue())).forEach(line -> line("", line));
    }
  }

  private String age(DeadLetter letter) {
    return Spans.text(Duration.between(letter.getFailedAt(), now));
  }

  private static String size(ByteBuffer bytesOrNull) {
    return bytesOrNull == null ? "none" : "%,d bytes".formatted(bytesOrNull.remaining());
  }

  private static String headers(DeadLetter letter) {
    return letter.getHeaders().isEmpty()
        ? "none"
        : letter.getHeaders().stream()
            .map(DeadLetterHeader::getKey)
            .collect(Collectors.joining(", "));
  }

  private void line(String name, Object value) {
    out.printf("%-11s %s%n", name, printable(value.toString()));
  }

  /** Whoever made the record must not move the cursor of whoever reads it. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
