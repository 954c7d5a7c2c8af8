package io.theriac.model.cohort.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/** A cohort file that cannot be used; the message names file, line, field and remedy. */
public final class InvalidCohortException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidCohortException(String message) {
    super(message);
  }

  public InvalidCohortException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file that fails while it is read: it is of another encoding, or not to be read at all. */
  static InvalidCohortException unreadable(Path file, IOException cause) {
    String sentence =
        cause instanceof CharacterCodingException
            ? "%s is not in UTF-8: convert it, for example with iconv -f LATIN1 -t UTF-8."
            : "%s cannot be read: check its rights.";
    return new InvalidCohortException(sentence.formatted(file), cause);
  }
}
