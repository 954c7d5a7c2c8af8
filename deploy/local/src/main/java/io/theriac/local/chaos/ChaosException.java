package io.theriac.local.chaos;

/** A run that cannot go on; the message says why and where to look. */
public final class ChaosException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ChaosException(String message) {
    super(message);
  }
}
