package io.theriac.schemas.serde;

import io.theriac.schemas.avro.DeadLetterReason;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The bytes of a record are not a value of its topic, and never will be: it belongs to the dead
 * letters. The message is one sentence without any of the record's data.
 */
public final class DecodingException extends SerializationException {

  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;
  private final Integer schemaId;

  DecodingException(DeadLetterReason reason, Integer schemaId, String message) {
    super(message);
    this.reason = reason;
    this.schemaId = schemaId;
  }

  /** UNREADABLE_FRAME, UNKNOWN_SCHEMA or UNREADABLE_BODY. */
  public DeadLetterReason reason() {
    return reason;
  }

  /** The schema id of the frame, if the frame could be read. */
  public OptionalInt schemaId() {
    return schemaId == null ? OptionalInt.empty() : OptionalInt.of(schemaId);
  }
}
