package io.theriac.streams.deadletter;

import io.theriac.schemas.avro.DeadLetterReason;

/**
 * An event that cannot be applied: it goes to the dead letters and the rest goes on. It is thrown
 * before any row was changed or anything said for the event.
 */
public final class RejectedEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  /**
   * @param sentence what is wrong and how to put it right; never patient data
   */
  public RejectedEventException(DeadLetterReason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public DeadLetterReason reason() {
    return reason;
  }
}
