package io.theriac.model.cohort.file;

/** A cohort file that cannot be used; the message names file, line, field and remedy. */
public final class InvalidCohortException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidCohortException(String message) {
    super(message);
  }

  public InvalidCohortException(String message, Throwable cause) {
    super(message, cause);
  }
}
