package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterHeader;
import io.theriac.schemas.avro.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Dead letters for tests: of the fourth partition of the labs unless said otherwise. */
final class Letters {

  static final Instant NIGHT = Instant.parse("2026-01-31T03:00:00Z");
  static final Instant RECORDED = Instant.parse("2026-01-30T12:00:00Z");

  private Letters() {}

  static DeadLetter aLetter(long offset) {
    return aLetter(offset, DeadLetterReason.UNKNOWN_SCHEMA);
  }

  static DeadLetter aLetter(long offset, DeadLetterReason reason) {
    return DeadLetter.newBuilder()
        .setTopic("clinical.labs")
        .setPartition(3)
        .setOffset(offset)
        .setTimestamp(RECORDED)
        .setKey(bytes("secret-patient"))
        .setValue(bytes("secret-content"))
        .setHeaders(List.of(new DeadLetterHeader("trace", bytes("secret-header"))))
        .setReasonClass(reason)
        .setReason("The registry has no schema id 77.")
        .setSchemaId(77)
        .setFailedAt(NIGHT)
        .build();
  }

  static DeadLetter withHeader(DeadLetter letter, String key, String value) {
    List<DeadLetterHeader> headers = new ArrayList<>(letter.getHeaders());
    headers.add(new DeadLetterHeader(key, bytes(value)));
    return DeadLetter.newBuilder(letter).setHeaders(headers).build();
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
