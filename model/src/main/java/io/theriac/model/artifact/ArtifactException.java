package io.theriac.model.artifact;

/** A model artifact that must not be used; the message names the file and the remedy. */
public final class ArtifactException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ArtifactException(String message) {
    super(message);
  }

  public ArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
