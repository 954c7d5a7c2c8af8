package io.theriac.state;

import io.theriac.state.rows.OrderRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

  private static List<ActiveOrder> select(
      FactRows factRows, String patient, String visit, Instant time, Predicate<Order> which) {
    Rows rows = new Rows(factRows);
    Stream<OrderRef> refs =
        Stream.concat(
            rows.all(Kind.VISIT_ORDER, Keys.visitOrdersEndingAfter(patient, visit, time)).stream(),
            rows
                .all(Kind.CONTINUING_ORDER, Keys.continuingOrdersEndingAfter(patient, time))
                .stream());
    return refs.map(OrderRef::getPlacerOrderId)
        .distinct()
        .sorted()
        .map(id -> Order.of(rows.find(Keys.order(patient, id))))
        .filter(order -> !order.heldAt(time))
        .filter(which)
        .map(order -> activeOrder(order, time))
        .toList();
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
