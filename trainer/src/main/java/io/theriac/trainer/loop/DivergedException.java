package io.theriac.trainer.loop;

/** The weights ran away; the message says when and what to do. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
