package io.theriac.state;

import io.theriac.schemas.avro.DeadLetterReason;

/** Leaves the fold of an event that cannot be taken, before any row has changed. */
final class RejectedEvent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  private RejectedEvent(DeadLetterReason reason, String sentence) {
    super(sentence, null, false, false);
    this.reason = reason;
  }

  static RejectedEvent invalidField(String sentence) {
    return new RejectedEvent(DeadLetterReason.INVALID_FIELD, sentence);
  }

  static RejectedEvent unsupported(String sentence) {
    return new RejectedEvent(DeadLetterReason.UNSUPPORTED, sentence);
  }

  static RejectedEvent noOpenVisit(String sentence) {
    return new RejectedEvent(DeadLetterReason.NO_OPEN_VISIT, sentence);
  }

  static RejectedEvent oversized(String sentence) {
    return new RejectedEvent(DeadLetterReason.OVERSIZED, sentence);
  }

  static RejectedEvent unreadable(String sentence) {
    return new RejectedEvent(DeadLetterReason.UNREADABLE_BODY, sentence);
  }

  DeadLetterReason reason() {
    return reason;
  }

  Outcome outcome() {
    return new Outcome.Rejected(reason, getMessage());
  }
}
