package io.theriac.state;

import io.theriac.schemas.avro.DeadLetterReason;
import java.util.List;
import java.util.Optional;

/** What an event did to the rows of its patient. */
public sealed interface Outcome {

  /**
   * The rows have changed.
   *
   * @param visitId the visit the event was attached to; empty if it concerns the patient as a whole
   * @param consequences what others must hear of; also of other patients, whose time has come
   */
  record Applied(Optional<String> visitId, List<Consequence> consequences) implements Outcome {

    public Applied {
      consequences = List.copyOf(consequences);
    }
  }

  /** The very event was applied before: a redelivery. */
  record Duplicate() implements Outcome {}

  /** Another event said the same before. */
  record Repeated() implements Outcome {}

  /** A statement with a later event time holds already; this one changes nothing. */
  record Superseded() implements Outcome {}

  /**
   * The event is not taken and no row has changed: a dead letter.
   *
   * @param sentence names field and remedy, never the patient's data
   */
  record Rejected(DeadLetterReason reason, String sentence) implements Outcome {}
}
