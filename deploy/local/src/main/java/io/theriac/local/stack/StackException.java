package io.theriac.local.stack;

/**
 * The local stack cannot do what was asked; the message is a sentence for the user with a remedy.
 */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
