package io.theriac.state;

import io.theriac.state.rows.OrderRef;
import io.theriac.state.rows.OrderRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes the orders of a visit out of other visits while its admission is cancelled. */
final class CancelledOrders {

  private CancelledOrders() {}

  static void mark(VisitLife life, String patient, String visit, boolean cancelled) {
    Rows rows = life.rows();
    for (OrderRef ref : rows.all(Kind.VISIT_ORDER, Keys.visitOrders(patient, visit))) {
      RowKey<OrderRow> key = Keys.order(patient, ref.getPlacerOrderId());
      OrderRow known = rows.find(key);
      OrderRow next = marked(known, visit, cancelled);
      if (!key.kind().codec().same(known, next)) {
        rows.put(key, next);
        OrderFold.changed(life, patient, Order.of(known), Order.of(next), life.occurredAt());
      }
    }
  }

  /** The row with the visit among the cancelled ones, or not among them. */
  static OrderRow marked(OrderRow row, String visit, boolean cancelled) {
    Set<String> visits = new TreeSet<>(row.getCancelledVisits());
    boolean changes = cancelled ? visits.add(visit) : visits.remove(visit);
    List<String> sorted = new ArrayList<>(visits);
    return changes ? OrderRow.newBuilder(row).setCancelledVisits(sorted).build() : row;
  }
}
