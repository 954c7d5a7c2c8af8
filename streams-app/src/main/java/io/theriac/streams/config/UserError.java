package io.theriac.streams.config;

/** Something the user can put right: the message says what and how, and no stack trace helps. */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UserError(String sentence) {
    super(sentence);
  }

  public UserError(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
