package io.theriac.ingest;

/** Events that the broker did not take; the message is one sentence with the remedy. */
public final class PublishException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
