package io.theriac.local.deadletter;

/** A dead letter cannot be put back; the message is one sentence without any of its content. */
final class NotReplayableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotReplayableException(String sentence) {
    super(sentence);
  }

  NotReplayableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
