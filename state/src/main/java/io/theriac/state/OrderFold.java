package io.theriac.state;

import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.OrderType;
import io.theriac.state.rows.OrderFact;
import io.theriac.state.rows.OrderRef;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.Stamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Medication orders (HL7 ORC, RXO, RXA).
 *
 * <p>An order is the patient's, found by its placer order id: a stop needs no visit. Two indexes
 * sorted by the order's end, one of the visit and one of orders that go on through later visits,
 * name it, so that neither closing nor checking looks at orders long over.
 */
final class OrderFold {

  private OrderFold() {}

  static Outcome apply(VisitLife life, MedicationOrder event, EventPosition position) {
    check(event);
    Rows rows = life.rows();
    String patient = event.getPatientKey();
    RowKey<OrderRow> key = Keys.order(patient, event.getPlacerOrderId());
    OrderRow known = rows.find(key);
    Order before = known == null ? null : Order.of(known);
    Optional<String> visit = visit(rows, event, before);
    Stamp by = Stamps.of(event.getHeader(), position);

    OrderRow next = next(rows, known, event, by, visit);
    visit.ifPresent(id -> life.touch(patient, id));
    if (key.kind().codec().same(next, known)) {
      Effect effect = OrderStatements.isSeen(known, by) ? Effect.SEEN : Effect.OLDER;
      return effect.outcome(visit, life);
    }
    rows.put(key, next);
    Order after = Order.of(next);
    if (after.equals(before)) {
      boolean given = event.getAction() == MedicationAction.ADMINISTER;
      return (given ? Effect.CHANGED : Effect.SAME).outcome(visit, life);
    }
    changed(life, patient, before, after, event.getHeader().getOccurredAt());
    return Effect.CHANGED.outcome(visit, life);
  }

  /**
   * Follows a change of an order: the indexes, and the closed visits it concerns.
   *
   * @param since event time of the earliest statement that brought the change
   */
  static void changed(
      VisitLife life, String patient, Order beforeOrNull, Order after, Instant since) {
    keepIndexes(life.rows(), patient, beforeOrNull, after);
    TouchedVisits.of(life.rows(), patient, beforeOrNull, after, since)
        .forEach(visit -> life.factsChanged(patient, visit));
  }

  private static void check(MedicationOrder event) {
    Checks.header(event.getHeader(), event.getPatientKey(), event.getVisitId());
    Checks.text("placerOrderId", event.getPlacerOrderId());
    Checks.coding("medication", event.getMedication());
    Checks.time("startsAt", event.getStartsAt());
    Checks.time("stopsAt", event.getStopsAt());
    Checks.inOrder("startsAt", event.getStartsAt(), "stopsAt", event.getStopsAt());
    if (event.getAction() == MedicationAction.UNKNOWN) {
      throw RejectedEvent.unsupported(
          "action is none this release knows: replay the event with a release that does.");
    }
  }

  /**
   * The visit the event names; else, for an order not known, the only open one; else, for a known
   * one, the visit it is an order of, or none for an order that goes on through visits.
   */
  private static Optional<String> visit(Rows rows, MedicationOrder event, Order before) {
    Instant occurredAt = event.getHeader().getOccurredAt();
    if (event.getVisitId() != null || before == null) {
      return Optional.of(Visits.of(rows, event.getPatientKey(), event.getVisitId(), occurredAt));
    }
    if (before.type() == OrderType.OUTPATIENT) {
      return Visits.onlyOpenAt(rows, event.getPatientKey(), occurredAt);
    }
    return before.visits().stream().findFirst();
  }

  private static OrderRow next(
      Rows rows, OrderRow known, MedicationOrder event, Stamp by, Optional<String> visit) {
    OrderRow row =
        known != null
            ? known
            : OrderRow.newBuilder().setPlacerOrderId(event.getPlacerOrderId()).build();
    OrderFact said =
        new OrderFact(
            by,
            event.getAction().name(),
            Codings.row(event.getMedication()),
            event.getOrderType().name(),
            event.getStartsAt(),
            event.getStopsAt());
    OrderRow next = OrderStatements.with(row, said);
    if (visit.isEmpty()) {
      return next;
    }
    boolean cancelled = Visits.header(rows, event.getPatientKey(), visit.get()).getCancelled();
    OrderRow ofVisit = OrderStatements.with(next, visit.get(), role(event.getAction()));
    return CancelledOrders.marked(ofVisit, visit.get(), cancelled);
  }

  private static OrderRole role(MedicationAction action) {
    return switch (action) {
      case NEW -> OrderRole.ORDERED;
      case CHANGE, ADMINISTER -> OrderRole.USED;
      default -> OrderRole.MENTIONED;
    };
  }

  private static void keepIndexes(Rows rows, String patient, Order before, Order after) {
    Set<RowKey<OrderRef>> wanted = after.indexKeys(patient);
    Set<RowKey<OrderRef>> stale =
        before == null ? new HashSet<>() : new HashSet<>(before.indexKeys(patient));
    for (RowKey<OrderRef> key : wanted) {
      if (!stale.remove(key)) {
        rows.put(key, new OrderRef(after.placerOrderId()));
      }
    }
    stale.forEach(rows::delete);
  }
}
