package io.theriac.ingest;

/**
 * Input or set-up that cannot be imported; the message is one sentence for the user, with the
 * remedy and without the patient's data.
 */
public final class ImportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ImportException(String message) {
    super(message);
  }

  public ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
