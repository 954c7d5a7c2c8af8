package io.theriac.streams.whole;

import org.apache.kafka.streams.errors.StreamsException;

/** A record failed, and so did taking back what it had changed: the transaction must abort. */
public final class UndoFailedException extends StreamsException {

  private static final long serialVersionUID = 1L;

  UndoFailedException(Throwable cause) {
    super("What a failed record had changed could not be taken back.", cause);
  }
}
