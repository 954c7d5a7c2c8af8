package io.theriac.local.cli;

import io.theriac.streams.config.UserError;
import java.util.function.Supplier;

/** The command line asks for what cannot be: one sentence names option, value and remedy. */
final class WrongOptionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WrongOptionException(String sentence) {
    super(sentence);
  }

  private WrongOptionException(RuntimeException refused) {
    super(refused.getMessage(), refused);
  }

  /** Makes a value of options alone: if it is refused, the options are wrong. */
  static <T> T ifRefused(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | UserError e) {
      throw new WrongOptionException(e);
    }
  }
}
