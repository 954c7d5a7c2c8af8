package io.theriac.state;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import io.theriac.state.rows.IdentityRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Folds clinical events into the rows of a patient.
 *
 * <p>A pure function of rows, event and position. Its laws: an event delivered again changes
 * nothing; the facts of a visit give the same closed visit in whatever order they arrive, because
 * of two statements about one thing the later event time holds, and of equal times the later
 * position; a replay gives the same rows.
 */
public final class VisitFold {

  private final VisitRules rules;

  public VisitFold(VisitRules rules) {
    this.rules = rules;
  }

  /**
   * Applies one event.
   *
   * @param rows rows of this patient and of all others whose time the event clock tells; changed in
   *     place unless the event is rejected
   * @param event a value of one of the clinical topics
   * @throws IllegalArgumentException if the event is of no clinical topic
   */
  public Outcome apply(FactRows rows, SpecificRecord event, EventPosition position) {
    return apply(rows, event, position, Optional.empty());
  }

  /**
   * Applies one event, unless it is of a clock that runs ahead: one such event would move the event
   * clock, and with it the visits of all patients of the rows, for good.
   *
   * @param latest how far ahead it may be; empty for no bound
   */
  public Outcome apply(
      FactRows rows, SpecificRecord event, EventPosition position, Optional<LatestTime> latest) {
    try {
      latest.ifPresent(bound -> bound.require(EventCodec.header(event).getOccurredAt()));
      return identified(new Rows(rows), event, position);
    } catch (RejectedEvent rejected) {
      return rejected.outcome();
    }
  }

  /**
   * Applies what another patient key had to tell ({@link Consequence.Sent}).
   *
   * @param rows as for an event, of the key that the message is for
   */
  public Outcome receive(FactRows rows, PatientMove move) {
    try {
      VisitLife life = new VisitLife(new Rows(rows), rules, move.getLink().getMergedAt());
      return new PatientMoves(life).receive(move, this, rows);
    } catch (RejectedEvent rejected) {
      return rejected.outcome();
    }
  }

  /** Events for a retired key go to the key that took over; what was erased stays erased. */
  private Outcome identified(Rows rows, SpecificRecord event, EventPosition position) {
    EventHeader header = EventCodec.header(event);
    IdentityRow identity = Identities.of(rows, EventCodec.patientKey(event));
    boolean retired = Identities.isRetired(identity);
    if (retired) {
      Outcome alone = apart(event, position);
      if (alone instanceof Outcome.Rejected) {
        return alone;
      }
    }
    if (Identities.isErased(identity, header.getOccurredAt()) && !isMerge(event)) {
      return new Outcome.Superseded();
    }
    return retired
        ? new PatientMoves(life(rows, header)).passOn(event, position, identity)
        : fold(rows, event, position);
  }

  /** A merge holds whatever was erased since: else the erasure would miss the retired key. */
  private static boolean isMerge(SpecificRecord event) {
    return event instanceof PatientUpdate update && update.getAction() == PatientAction.MERGE;
  }

  /** The event as such, whatever is known of the patient: is anything impossible in it? */
  private Outcome apart(SpecificRecord event, EventPosition position) {
    try {
      return fold(new Rows(new InMemoryFactRows()), event, position);
    } catch (RejectedEvent rejected) {
      return rejected.reason() == DeadLetterReason.NO_OPEN_VISIT
          ? new Outcome.Duplicate()
          : rejected.outcome();
    }
  }

  /**
   * Lets event time come to a time though no event says so, as in a quiet hour.
   *
   * @return what came of it, perhaps nothing
   */
  public List<Consequence> advance(FactRows rows, Instant to) {
    VisitLife life = new VisitLife(new Rows(rows), rules, to);
    life.applied();
    return life.consequences();
  }

  /** How far event time has come; empty before the first event. */
  public static Optional<Instant> eventTime(FactRows rows) {
    return new EventClock(new Rows(rows)).time();
  }

  private Outcome fold(Rows rows, SpecificRecord event, EventPosition position) {
    if (event instanceof Admission admission) {
      return AdmissionFold.apply(life(rows, admission.getHeader()), admission, position);
    }
    if (event instanceof Diagnosis diagnosis) {
      return EntryFold.apply(life(rows, diagnosis.getHeader()), EntryEvent.of(diagnosis), position);
    }
    if (event instanceof Procedure procedure) {
      return EntryFold.apply(life(rows, procedure.getHeader()), EntryEvent.of(procedure), position);
    }
    if (event instanceof LabResult lab) {
      return LabFold.apply(life(rows, lab.getHeader()), lab, position);
    }
    if (event instanceof MedicationOrder order) {
      return OrderFold.apply(life(rows, order.getHeader()), order, position);
    }
    if (event instanceof PatientUpdate update) {
      return PatientFold.apply(life(rows, update.getHeader()), update, position);
    }
    throw new IllegalArgumentException(
        "%s is not a clinical event.".formatted(event.getSchema().getFullName()));
  }

  private VisitLife life(Rows rows, EventHeader header) {
    return new VisitLife(rows, rules, header.getOccurredAt());
  }
}
