package io.theriac.trainer.loop;

/** A training cannot be kept, or cannot go on from what was kept; the message says what to do. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
