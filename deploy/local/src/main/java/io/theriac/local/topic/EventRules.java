package io.theriac.local.topic;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.state.EventPosition;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.Outcome;
import io.theriac.state.Outcome.Rejected;
import io.theriac.state.VisitFold;
import io.theriac.state.VisitRules;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Asks the application's own fold whether it would take an event. */
public final class EventRules {

  private static final EventPosition ANY = new EventPosition(0, 0, 0);

  private static final VisitFold FOLD = new VisitFold(VisitRules.standard());

  private EventRules() {}

  /** What is wrong with an event as such; whether its visit is known is not asked. */
  public static Optional<String> problem(SpecificRecord event) {
    return problem(FOLD.apply(new InMemoryFactRows(), event, ANY));
  }

  private static Optional<String> problem(Outcome outcome) {
    if (outcome instanceof Rejected rejected
        && rejected.reason() != DeadLetterReason.NO_OPEN_VISIT) {
      return Optional.of(rejected.reason() + ": " + rejected.sentence());
    }
    return Optional.empty();
  }

  /**
   * As above, and whether the record key is the patient's; or of a message between patient keys.
   */
  public static Optional<String> problem(String recordKey, SpecificRecord event) {
    if (event == null) {
      return Optional.of("INVALID_FIELD: the value is null; clinical events have no tombstones.");
    }
    if (event instanceof PatientMove move) {
      return problem(FOLD.receive(new InMemoryFactRows(), move));
    }
    Object patientKey = event.get(event.getSchema().getField("patientKey").pos());
    if (!patientKey.equals(recordKey)) {
      return Optional.of("INVALID_FIELD: the record key is not the value's patientKey.");
    }
    return problem(event);
  }
}
