package io.theriac.state;

/**
 * A row of the state that this build cannot read. No fault of the event being applied: the
 * application must stop rather than set events aside.
 */
public final class UnreadableRowException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  UnreadableRowException(String message, Throwable cause) {
    super(message, cause);
  }
}
