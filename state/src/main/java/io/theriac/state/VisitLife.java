package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.state.rows.OpenVisit;
import io.theriac.state.rows.PatientRow;
import io.theriac.state.rows.VisitHeader;
import io.theriac.state.rows.WakeUp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Leads visits from phase to phase ({@link VisitPhase}) as their facts, their headers and the event
 * clock tell, and notes what others must hear of it. One instance serves one event.
 */
final class VisitLife {

  /** More visits than these go on with the next event. */
  private static final int MOST_WAKE_UPS = 256;

  private final Rows rows;
  private final VisitRules rules;
  private final EventClock clock;
  private final Instant occurredAt;
  private final Instant now;
  private final List<Consequence> consequences = new ArrayList<>();

  /**
   * @param occurredAt event time of the event; for the clock it counts only once it is applied
   */
  VisitLife(Rows rows, VisitRules rules, Instant occurredAt) {
    this.rows = rows;
    this.rules = rules;
    this.clock = new EventClock(rows);
    this.occurredAt = occurredAt;
    this.now = clock.atLeast(occurredAt);
  }

  Rows rows() {
    return rows;
  }

  EventClock clock() {
    return clock;
  }

  /** The largest record of a patient that is moved or erased in one step. */
  long mostRecordBytes() {
    return rules.mostRecordBytes();
  }

  Instant occurredAt() {
    return occurredAt;
  }

  void say(Consequence consequence) {
    consequences.add(consequence);
  }

  /** What others must hear of, in order. */
  List<Consequence> consequences() {
    return consequences;
  }

  /** Notes that an event named the visit: it is known now, and alive. */
  void touch(String patient, String visit) {
    VisitHeader known = rows.find(Keys.header(patient, visit));
    if (known == null || isNews(known)) {
      save(patient, touched(Visits.header(rows, patient, visit)));
    }
  }

  /** The header with the day of the event, if that is the latest; it revives what was abandoned. */
  VisitHeader touched(VisitHeader header) {
    if (!isNews(header)) {
      return header;
    }
    return VisitHeader.newBuilder(header)
        .setLastEventAt(Times.later(header.getLastEventAt(), day()))
        .setAbandoned(header.getAbandoned() && isOver(day()))
        .build();
  }

  /** The header, no longer abandoned if its last event is not so long ago. */
  VisitHeader revived(VisitHeader header) {
    boolean over = header.getLastEventAt() == null || isOver(header.getLastEventAt());
    return VisitHeader.newBuilder(header).setAbandoned(header.getAbandoned() && over).build();
  }

  private boolean isNews(VisitHeader header) {
    boolean later = header.getLastEventAt() == null || day().isAfter(header.getLastEventAt());
    return later || (header.getAbandoned() && !isOver(day()));
  }

  private Instant day() {
    return occurredAt.truncatedTo(ChronoUnit.DAYS);
  }

  /** Follows what an admission event says of a visit. */
  void headerSaid(String patient, VisitHeader known, VisitHeader said) {
    VisitPhase before = VisitPhase.of(known);
    VisitHeader next = said;
    if (VisitPhase.of(said).isClosed()) {
      boolean moved = !said.getDischargedAt().equals(said.getClosedAt());
      if (moved) {
        next = refreshed(patient, said, true).orElse(said);
      } else if (saysOther(known, said)) {
        next = awaitingRevision(patient, said);
      }
    } else if (said.getClosedAt() != null || (said.getCancelled() && !known.getCancelled())) {
      boolean onlyOfRecommendations = !said.getCancelled();
      next =
          withdrawn(
              patient,
              said,
              StandingAlerts.taken(rows, patient, said.getVisitId(), onlyOfRecommendations));
    }
    save(patient, next);
    if (known.getCancelled() != said.getCancelled()) {
      CancelledOrders.mark(this, patient, said.getVisitId(), said.getCancelled());
    }
    if (VisitPhase.of(next) == VisitPhase.OPEN
        && (before.isClosed() || before == VisitPhase.CANCELLED)) {
      consequences.add(new Consequence.Reopened(patient, next.getVisitId(), occurredAt));
    }
  }

  private static boolean saysOther(VisitHeader known, VisitHeader said) {
    return !known.getPatientClass().equals(said.getPatientClass())
        || !known.getAdmittedAt().equals(said.getAdmittedAt());
  }

  /** Follows a change of the facts of a visit: if it is closed, it will be revised. */
  void factsChanged(String patient, String visit) {
    VisitHeader header = Visits.header(rows, patient, visit);
    if (header.getClosedAt() != null) {
      save(patient, awaitingRevision(patient, header));
    }
  }

  /** Moves the clock to the event's time, and lets those go on whose time has come. */
  void applied() {
    clock.advance(occurredAt);
    for (WakeUp due : clock.takeDue(MOST_WAKE_UPS)) {
      if (due.getVisitId().isEmpty()) {
        consequences.add(new Consequence.OrdersEnded(due.getPatientKey(), now));
      } else {
        wake(due.getPatientKey(), due.getVisitId());
      }
    }
  }

  private void wake(String patient, String visit) {
    VisitHeader known = rows.find(Keys.header(patient, visit));
    if (known == null) {
      return;
    }
    VisitHeader header = VisitHeader.newBuilder(known).setWakeAt(null).build();
    boolean codingEnds = !header.getIsFinal() && isFinalBy(header);
    boolean revisionDue = header.getReviseAt() != null && !header.getReviseAt().isAfter(now);
    if (header.getClosedAt() != null && (codingEnds || revisionDue)) {
      Optional<VisitHeader> next = refreshed(patient, header, false);
      if (next.isEmpty()) {
        // It waits for its next event: by then the bound may be higher.
        rows.put(Keys.header(patient, visit), header);
        return;
      }
      header = next.get();
    } else if (waitsForEvents(header) && isOver(header.getLastEventAt())) {
      header = VisitHeader.newBuilder(header).setAbandoned(true).build();
      consequences.add(new Consequence.Abandoned(patient, visit, now));
    }
    save(patient, header);
  }

  /**
   * The header after the visit was put together anew, and published if that shows anything new;
   * empty if it is too large.
   */
  private Optional<VisitHeader> refreshed(String patient, VisitHeader header, boolean byEvent) {
    ClosedVisit visit = ClosedVisitAssembly.of(rows, patient, header);
    if (!fits(visit)) {
      sayOversized(visit, byEvent);
      return Optional.empty();
    }
    VisitHeader.Builder next = VisitHeader.newBuilder(header).setReviseAt(null);
    boolean isFinal = header.getIsFinal() || isFinalBy(header);
    if (header.getClosedAt() != null) {
      RowKey<ClosedVisit> before = Keys.history(patient, header.getClosedAt(), header.getVisitId());
      boolean same = before.kind().codec().same(visit, rows.find(before));
      if (same && isFinal == header.getIsFinal()) {
        return Optional.of(next.build());
      }
      rows.delete(before);
    }
    next.setClosedAt(visit.getDischargedAt())
        .setIsFinal(isFinal)
        .setRevision(header.getRevision() + 1)
        .setVisitNumber(
            header.getVisitNumber() > 0 ? header.getVisitNumber() : nextNumber(patient));
    rows.put(Keys.history(patient, visit.getDischargedAt(), header.getVisitId()), visit);
    consequences.add(
        new Consequence.Closed(
            new ClosedRevision(visit, next.getRevision(), next.getVisitNumber(), isFinal),
            occurredAt));
    return Optional.of(next.build());
  }

  private boolean fits(ClosedVisit visit) {
    return bytes(visit) <= rules.mostVisitBytes();
  }

  private void sayOversized(ClosedVisit visit, boolean byEvent) {
    consequences.add(
        new Consequence.Oversized(
            visit.getPatientKey(), visit.getVisitId(), bytes(visit), byEvent, occurredAt));
  }

  private static int bytes(ClosedVisit visit) {
    return Kind.HISTORY.codec().encode(visit).length;
  }

  private int nextNumber(String patient) {
    PatientRow known = PatientFold.of(rows, patient);
    int number = known.getClosedVisits() + 1;
    rows.put(Keys.patient(patient), PatientRow.newBuilder(known).setClosedVisits(number).build());
    return number;
  }

  /** The header after all that was said of the visit has been taken back. */
  private VisitHeader withdrawn(String patient, VisitHeader header, List<DdiAlert> alerts) {
    String visit = header.getVisitId();
    if (header.getClosedAt() != null) {
      rows.delete(Keys.history(patient, header.getClosedAt(), visit));
    }
    RowKey<Recommendation> recommendation = Keys.recommendation(patient, visit);
    Optional<Recommendation> standing = Optional.ofNullable(rows.find(recommendation));
    rows.delete(recommendation);
    consequences.add(
        new Consequence.Withdrawn(
            patient,
            visit,
            header.getRevision() + 1,
            header.getIsFinal(),
            standing,
            alerts,
            occurredAt));
    return VisitHeader.newBuilder(header)
        .setClosedAt(null)
        .setIsFinal(false)
        .setReviseAt(null)
        .setRevision(header.getRevision() + 1)
        .build();
  }

  /** Takes back what was said of a visit whose rows go; it waits for nothing any longer. */
  void leave(String patient, VisitHeader header) {
    if (header.getWakeAt() != null) {
      clock.stopWaiting(patient, header.getVisitId(), header.getWakeAt());
    }
    List<DdiAlert> alerts = StandingAlerts.taken(rows, patient, header.getVisitId(), false);
    if (header.getClosedAt() != null || !alerts.isEmpty()) {
      withdrawn(patient, header, alerts);
    }
  }

  /** Says so if the event makes the visit too large for a revision: it must not be taken then. */
  private VisitHeader awaitingRevision(String patient, VisitHeader header) {
    ClosedVisit visit = ClosedVisitAssembly.of(rows, patient, header);
    if (!fits(visit)) {
      ClosedVisit standing =
          rows.find(Keys.history(patient, header.getClosedAt(), header.getVisitId()));
      // What was too large before has the bound to blame, not the event.
      sayOversized(visit, standing == null || fits(standing));
    }
    return header.getReviseAt() != null
        ? header
        : VisitHeader.newBuilder(header).setReviseAt(now.plus(rules.revisionDelay())).build();
  }

  /** Writes the header, keeps the index of open visits, and waits for what comes next. */
  private void save(String patient, VisitHeader header) {
    VisitHeader next = waiting(patient, header);
    rows.put(Keys.header(patient, next.getVisitId()), next);
    RowKey<OpenVisit> open = Keys.openVisit(patient, next.getVisitId());
    if (VisitPhase.of(next) == VisitPhase.OPEN) {
      OpenVisit row = new OpenVisit(next.getVisitId(), next.getAdmittedAt());
      if (!open.kind().codec().same(row, rows.find(open))) {
        rows.put(open, row);
      }
    } else if (rows.has(open)) {
      rows.delete(open);
    }
  }

  /** Waits for the earliest time that changes anything; a wake-up that is early enough stays. */
  private VisitHeader waiting(String patient, VisitHeader header) {
    Optional<Instant> due = nextDue(header);
    Instant known = header.getWakeAt();
    if (due.isEmpty() || (known != null && !due.get().isBefore(known))) {
      return header;
    }
    if (known != null) {
      clock.stopWaiting(patient, header.getVisitId(), known);
    }
    clock.wait(patient, header.getVisitId(), due.get());
    return VisitHeader.newBuilder(header).setWakeAt(due.get()).build();
  }

  private Optional<Instant> nextDue(VisitHeader header) {
    if (waitsForEvents(header)) {
      return Optional.of(header.getLastEventAt().plus(rules.abandonedAfter()));
    }
    boolean codingGoesOn = header.getClosedAt() != null && !header.getIsFinal();
    return Stream.of(codingGoesOn ? codingEnd(header) : null, header.getReviseAt())
        .filter(time -> time != null)
        .min(Instant::compareTo);
  }

  private static boolean waitsForEvents(VisitHeader header) {
    VisitPhase phase = VisitPhase.of(header);
    return header.getLastEventAt() != null
        && header.getRenamedTo() == null
        && (phase == VisitPhase.OPEN || phase == VisitPhase.PROVISIONAL);
  }

  private boolean isOver(Instant lastEventAt) {
    return !lastEventAt.plus(rules.abandonedAfter()).isAfter(now);
  }

  private boolean isFinalBy(VisitHeader header) {
    return header.getDischargedAt() != null && !codingEnd(header).isAfter(now);
  }

  private Instant codingEnd(VisitHeader header) {
    return header.getDischargedAt().plus(rules.codingGrace());
  }
}
