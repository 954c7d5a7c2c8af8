package io.theriac.model.cohort.file;

import io.theriac.model.terminology.KnowledgeTable;
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
            ? KnowledgeTable.notUtf8(file.toString())
            : file + " cannot be read: check its rights.";
    return new InvalidCohortException(sentence, cause);
  }
}
