package io.theriac.trainer;

/** The visits cannot be learnt from; the message says what is missing and what to do. */
public final class UntrainableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UntrainableException(String message) {
    super(message);
  }
}
