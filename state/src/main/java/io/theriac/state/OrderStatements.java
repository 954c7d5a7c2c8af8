package io.theriac.state;

import io.theriac.schemas.avro.MedicationAction;
import io.theriac.state.rows.OrderFact;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.OrderVisit;
import io.theriac.state.rows.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Adds statements to an order's row, whatever order they come in.
 *
 * <p>The row stays small however often the order is changed or given: of stops, holds and
 * administrations it keeps the newest. Definitions it keeps all, up to {@value
 * #REMEMBERED_DEFINITIONS}; beyond, of a run that says the same only the first and the last, so
 * that a different one arriving late between them may hold for longer than it should.
 */
final class OrderStatements {

  private static final int REMEMBERED_DEFINITIONS = 16;

  private OrderStatements() {}

  /** The row with one more statement; equal to {@code row} if that says nothing new. */
  static OrderRow with(OrderRow row, OrderFact said) {
    OrderRow.Builder next = OrderRow.newBuilder(row);
    switch (MedicationAction.valueOf(said.getAction())) {
      case NEW, CHANGE -> next.setDefinitions(withDefinition(row.getDefinitions(), said));
      case DISCONTINUE -> next.setDiscontinued(newer(row.getDiscontinued(), said));
      case HOLD, RESUME -> next.setHeld(newer(row.getHeld(), said));
      case ADMINISTER -> {
        Instant at = said.getStamp().getOccurredAt();
        Instant first = row.getFirstGivenAt();
        next.setGiven(newer(row.getGiven(), said));
        next.setFirstGivenAt(first == null || at.isBefore(first) ? at : first);
      }
      case UNKNOWN -> throw new IllegalArgumentException("An unknown action states nothing.");
    }
    return next.build();
  }

  /** The row with the visit among its visits; the stronger of two roles holds. */
  static OrderRow with(OrderRow row, String visit, OrderRole role) {
    List<OrderVisit> visits = new ArrayList<>();
    OrderRole strongest = role;
    for (OrderVisit known : row.getVisits()) {
      if (known.getVisitId().equals(visit)) {
        OrderRole had = OrderRole.valueOf(known.getRole());
        strongest = had.compareTo(strongest) > 0 ? had : strongest;
      } else {
        visits.add(known);
      }
    }
    visits.add(new OrderVisit(visit, strongest.name()));
    visits.sort(Comparator.comparing(OrderVisit::getVisitId));
    return OrderRow.newBuilder(row).setVisits(visits).build();
  }

  /** Everything the row remembers having been said. */
  static List<OrderFact> all(OrderRow row) {
    return Stream.concat(
            row.getDefinitions().stream(),
            Stream.of(row.getDiscontinued(), row.getHeld(), row.getGiven()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Event time of the earliest statement that the row remembers. */
  static Instant earliest(OrderRow row) {
    return all(row).stream()
        .map(fact -> fact.getStamp().getOccurredAt())
        .reduce(row.getFirstGivenAt(), Times::earlier);
  }

  /** Whether the row remembers the event. */
  static boolean isSeen(OrderRow row, Stamp by) {
    return all(row).stream().anyMatch(fact -> Stamps.isSeen(by, fact.getStamp()));
  }

  private static OrderFact newer(OrderFact known, OrderFact said) {
    Statement<OrderFact> next =
        new Statement<>(known, known == null ? null : known.getStamp())
            .after(said, said.getStamp());
    return OrderFact.newBuilder(next.value()).setStamp(next.stamp()).build();
  }

  private static List<OrderFact> withDefinition(List<OrderFact> known, OrderFact said) {
    if (known.stream().anyMatch(fact -> isSameEvent(fact, said))) {
      return known;
    }
    List<OrderFact> all = new ArrayList<>(known);
    all.add(said);
    all.sort(Comparator.comparing(OrderFact::getStamp, Stamps.ORDER));
    return all.size() > REMEMBERED_DEFINITIONS ? withoutInsidesOfRuns(all) : all;
  }

  private static List<OrderFact> withoutInsidesOfRuns(List<OrderFact> all) {
    List<OrderFact> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean inside =
          i > 0
              && i < all.size() - 1
              && saysSame(all.get(i - 1), all.get(i))
              && saysSame(all.get(i), all.get(i + 1));
      if (!inside) {
        kept.add(all.get(i));
      }
    }
    return kept;
  }

  private static boolean isSameEvent(OrderFact a, OrderFact b) {
    return Stamps.sameTime(a.getStamp(), b.getStamp()) && Stamps.isSeen(b.getStamp(), a.getStamp());
  }

  /** The planned end may differ: only that of the last definition counts. */
  private static boolean saysSame(OrderFact a, OrderFact b) {
    return a.getAction().equals(b.getAction())
        && a.getMedication().equals(b.getMedication())
        && a.getOrderType().equals(b.getOrderType())
        && Objects.equals(a.getStartsAt(), b.getStartsAt());
  }
}
