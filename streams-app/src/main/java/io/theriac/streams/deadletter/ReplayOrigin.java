package io.theriac.streams.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The mark of a replayed record: a header that names the position where the record stood first. A
 * record that is replayed, fails and is replayed again keeps it.
 */
public final class ReplayOrigin {

  /** Key of the header; its value is a {@link RecordPosition} in UTF-8. */
  public static final String HEADER = "theriac-replay-of";

  private ReplayOrigin() {}

  /** Where a replayed record stood first; empty for a record that is no replay. */
  public static Optional<RecordPosition> of(Headers headers) {
    Header last = headers.lastHeader(HEADER);
    return last == null || last.value() == null
        ? Optional.empty()
        : RecordPosition.parse(new String(last.value(), StandardCharsets.UTF_8));
  }

  /** Where the record of a dead letter stood first, if that was already a replay. */
  public static Optional<RecordPosition> of(DeadLetter letter) {
    return letter.getHeaders().stream()
        .filter(header -> header.getKey().equals(HEADER) && header.getValue() != null)
        .reduce((first, last) -> last)
        .flatMap(header -> RecordPosition.parse(text(header.getValue())));
  }

  /** The header's value for a record that stood there first. */
  public static byte[] value(RecordPosition origin) {
    return origin.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
