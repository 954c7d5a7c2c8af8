package io.theriac.state;

import io.theriac.state.rows.OrderRef;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The orders a patient is on: those of a visit and those that go on from earlier ones, without
 * those on hold. Orders long over cost nothing.
 */
public final class ActiveOrders {

  private ActiveOrders() {}

  /** Orders begun by the time, inclusive, that end after it; by placer order id. */
  public static List<ActiveOrder> at(FactRows rows, String patient, String visit, Instant time) {
    return select(rows, patient, visit, time, order -> startedBy(order, time));
  }

  /** Like {@link #at}, and orders placed already whose first dose is still to come. */
  public static List<ActiveOrder> atOrAfter(
      FactRows rows, String patient, String visit, Instant time) {
    return select(rows, patient, visit, time, order -> true);
  }

  /** Ids of the orders of a visit alone that are not over, on hold or not. */
  public static Set<String> placedAt(FactRows rows, String patient, String visit, Instant time) {
    return new Rows(rows)
        .all(Kind.VISIT_ORDER, Keys.visitOrdersEndingAfter(patient, visit, time)).stream()
            .map(OrderRef::getPlacerOrderId)
            .collect(Collectors.toSet());
  }

  /** Whether the order is over or on hold at the time, whatever visit it belongs to. */
  public static boolean isOver(FactRows rows, String patient, String placerOrderId, Instant time) {
    OrderRow row = new Rows(rows).find(Keys.order(patient, placerOrderId));
    if (row == null) {
      return true;
    }
    Order order = Order.of(row);
    return order.heldAt(time) || (order.end() != null && !order.end().isAfter(time));
  }

  /** Has the orders of the patient looked at again when event time has come that far. */
  public static void lookAgainAt(FactRows rows, String patient, Instant time) {
    new EventClock(new Rows(rows)).wait(patient, "", time);
  }

  private static List<ActiveOrder> select(
      FactRows factRows, String patient, String visit, Instant time, Predicate<Order> which) {
    Rows rows = new Rows(factRows);
    VisitHeader header = Visits.header(rows, patient, visit);
    Stream<Order> ofVisit =
        orders(rows, patient, Kind.VISIT_ORDER, Keys.visitOrdersEndingAfter(patient, visit, time))
            .filter(order -> goesOn(order, header, time));
    Stream<Order> continuing =
        orders(
            rows, patient, Kind.CONTINUING_ORDER, Keys.continuingOrdersEndingAfter(patient, time));
    Map<String, Order> byId = new TreeMap<>();
    Stream.concat(ofVisit, continuing).forEach(order -> byId.put(order.placerOrderId(), order));
    return byId.values().stream()
        .filter(order -> !order.heldAt(time))
        .filter(which)
        .map(order -> activeOrder(order, time))
        .toList();
  }

  private static Stream<Order> orders(
      Rows rows, String patient, Kind<OrderRef> kind, KeyRange range) {
    return rows.all(kind, range).stream()
        .map(ref -> Order.of(rows.find(Keys.order(patient, ref.getPlacerOrderId()))));
  }

  /** Orders of the ward end with the visit; those of a cancelled visit never were. */
  private static boolean goesOn(Order order, VisitHeader visit, Instant time) {
    if (visit.getCancelled()) {
      return false;
    }
    Instant discharge = visit.getDischargedAt();
    return order.continuing() || discharge == null || discharge.isAfter(time);
  }

  private static boolean startedBy(Order order, Instant time) {
    return order.startedAt() == null || !order.startedAt().isAfter(time);
  }

  private static ActiveOrder activeOrder(Order order, Instant time) {
    return new ActiveOrder(
        order.medicationAt(time),
        order.placerOrderId(),
        Optional.ofNullable(order.startedAt()),
        Optional.ofNullable(order.end()),
        order.type());
  }
}
