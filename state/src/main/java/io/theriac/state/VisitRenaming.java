package io.theriac.state;

import io.theriac.schemas.avro.MovedRow;
import io.theriac.state.rows.OrderRef;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.OrderVisit;
import io.theriac.state.rows.VisitHeader;
import java.util.List;

/**
 * Gives a visit another id (HL7 ADT A50): its facts move, what still comes under the old follows.
 */
final class VisitRenaming {

  private VisitRenaming() {}

  /** Whether anything has changed: false if the two ids are of one visit already. */
  static boolean rename(VisitLife life, String patient, String from, String to) {
    Rows rows = life.rows();
    String now = Visits.renamed(rows, patient, to);
    if (Visits.renamed(rows, patient, from).equals(now)) {
      return false;
    }
    moveOrders(life, patient, from, now);
    PatientRecord record = PatientRecord.of(life, patient, from);
    List<MovedRow> stated = record.stated();
    record.remove();
    rows.put(
        Keys.header(patient, from),
        VisitHeader.newBuilder().setVisitId(from).setRenamedTo(now).build());
    RowJoin join = new RowJoin(life, patient);
    for (MovedRow moved : stated) {
      join.add(RowSuffix.of(moved.getKey().array()), moved.getValue().array(), now);
    }
    join.finish();
    return true;
  }

  private static void moveOrders(VisitLife life, String patient, String from, String to) {
    Rows rows = life.rows();
    boolean cancelled = Visits.header(rows, patient, to).getCancelled();
    for (OrderRef ref : rows.all(Kind.VISIT_ORDER, Keys.visitOrders(patient, from))) {
      RowKey<OrderRow> key = Keys.order(patient, ref.getPlacerOrderId());
      OrderRow known = rows.find(key);
      OrderRow next = CancelledOrders.marked(without(known, from), from, false);
      for (OrderVisit visit : known.getVisits()) {
        if (visit.getVisitId().equals(from)) {
          next = OrderStatements.with(next, to, OrderRole.valueOf(visit.getRole()));
        }
      }
      next = CancelledOrders.marked(next, to, cancelled);
      rows.put(key, next);
      OrderFold.changed(
          life, patient, Order.of(known), Order.of(next), OrderStatements.earliest(next));
    }
  }

  private static OrderRow without(OrderRow row, String visit) {
    List<OrderVisit> others =
        row.getVisits().stream().filter(each -> !each.getVisitId().equals(visit)).toList();
    return OrderRow.newBuilder(row).setVisits(others).build();
  }
}
