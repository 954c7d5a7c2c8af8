package io.theriac.streams.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.InputPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record stands, written {@code topic-partition@offset} as in the log: {@code
 * clinical.labs-3@5}.
 */
public record RecordPosition(String topic, int partition, long offset) {

  private static final Pattern FORM =
      Pattern.compile("([a-zA-Z0-9._-]{1,249})-(\\d{1,9})@(\\d{1,18})");

  /** The position of the record that became the dead letter. */
  public static RecordPosition of(DeadLetter letter) {
    return new RecordPosition(letter.getTopic(), letter.getPartition(), letter.getOffset());
  }

  /** Reads the written form; empty if the text is none. */
  public static Optional<RecordPosition> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new RecordPosition(
                form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3))))
        : Optional.empty();
  }

  /** The same as it stands in records. */
  public InputPosition toAvro() {
    return new InputPosition(topic, partition, offset);
  }

  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
