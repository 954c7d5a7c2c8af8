package io.theriac.model.terminology;

/** A table of codes that cannot be used; the message names file, line, column and remedy. */
public final class InvalidTableException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidTableException(String message) {
    super(message);
  }

  public InvalidTableException(String message, Throwable cause) {
    super(message, cause);
  }
}
