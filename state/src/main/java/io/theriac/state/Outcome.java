package io.theriac.state;

import io.theriac.schemas.avro.DeadLetterReason;
import java.util.List;
import java.util.Optional;

/** What an event did to the rows of its patient. */
public sealed interface Outcome {

  /**
   * The rows have changed, no closed visit has.
   *
   * @param visitId the visit the event was attached to; empty if it concerns the patient as a whole
   */
  record Changed(Optional<String> visitId) implements Outcome {}

  /** The event says what is known already: a redelivery, or the same fact again. */
  record Duplicate() implements Outcome {}

  /** A statement with a later event time holds already; this one changes nothing. */
  record Superseded() implements Outcome {}

  /**
   * A visit has closed, or the content of visits that were closed has changed.
   *
   * @param visitId as in {@link Changed}
   * @param revisions at least one; several only when a change of a continuing order touches several
   *     visits
   */
  record Closed(Optional<String> visitId, List<ClosedRevision> revisions) implements Outcome {

    public Closed {
      revisions = List.copyOf(revisions);
    }
  }

  /**
   * The event is not taken and no row has changed: a dead letter.
   *
   * @param sentence names field and remedy, never the patient's data
   */
  record Rejected(DeadLetterReason reason, String sentence) implements Outcome {}
}
