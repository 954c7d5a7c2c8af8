package io.theriac.state;

import io.theriac.state.rows.OpenVisit;
import io.theriac.state.rows.OrderRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an order counts, and until when.
 *
 * @param visit the visit that an event named, else the first that the order is an order of
 * @param others visits that are open besides, if the order goes on through them
 * @param end planned or real; empty if it is open
 */
public record OrderReach(Optional<String> visit, List<String> others, Optional<Instant> end) {

  public OrderReach {
    others = List.copyOf(others);
  }

  /**
   * That of an order at a time.
   *
   * @param named the visit of the event; empty if it named none
   */
  public static OrderReach of(
      FactRows facts, String patient, String placerOrderId, Optional<String> named, Instant at) {
    Rows rows = new Rows(facts);
    OrderRow row = rows.find(Keys.order(patient, placerOrderId));
    if (row == null) {
      return new OrderReach(named, List.of(), Optional.empty());
    }
    Order order = Order.of(row);
    Optional<Instant> end = Optional.ofNullable(order.end());
    Optional<String> visit = named.or(() -> order.visits().stream().findFirst());
    if (!order.continuing()) {
      return new OrderReach(visit, List.of(), end);
    }
    List<String> others =
        rows.all(Kind.OPEN_VISIT, Keys.openVisits(patient)).stream()
            .filter(open -> !open.getAdmittedAt().isAfter(at))
            .map(OpenVisit::getVisitId)
            .filter(open -> !Optional.of(open).equals(visit))
            .toList();
    return new OrderReach(visit, others, end);
  }
}
