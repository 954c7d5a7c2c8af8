package io.theriac.streams.fold;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.state.Consequence;
import io.theriac.state.Outcome;
import io.theriac.streams.deadletter.RejectedEventException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Sets aside what would become a record that its topic does not take: producing it would fail for
 * ever, and stop the partition.
 */
final class SizeLimits {

  private final int mostBytes;

  /**
   * @param mostBytes of a closed visit, a row or a message to another patient key
   */
  SizeLimits(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Looks at all that an event or message is about to change and to say.
   *
   * @throws RejectedEventException if any of it is too large
   */
  void require(Outcome outcome, StagedRows rows) {
    if (rows.largest() > mostBytes) {
      throw oversized(
          "a row of the state would have %d bytes".formatted(rows.largest()),
          "see why so much is said of one thing; or raise it and max.message.bytes of the"
              + " changelog, and replay the record.");
    }
    if (outcome instanceof Outcome.Applied applied) {
      applied.consequences().forEach(this::require);
    }
  }

  private void require(Consequence consequence) {
    if (consequence instanceof Consequence.Oversized oversized && oversized.byEvent()) {
      throw oversized(
          "a closed visit would have %d bytes".formatted(oversized.bytes()),
          "raise it and max.message.bytes of the topics, and replay the record.");
    }
    if (consequence instanceof Consequence.Sent sent) {
      int bytes = bytes(sent.move());
      if (bytes > mostBytes) {
        throw oversized(
            "a message to another key of the patient would have %d bytes".formatted(bytes),
            "raise it and max.message.bytes of the topic of patient moves, and replay the record.");
      }
    }
  }

  private RejectedEventException oversized(String what, String remedy) {
    return new RejectedEventException(
        DeadLetterReason.OVERSIZED,
        "With this record %s, more than output.max.bytes (%d): %s"
            .formatted(what, mostBytes, remedy));
  }

  private static int bytes(PatientMove move) {
    try {
      return PatientMove.getEncoder().encode(move).remaining();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
