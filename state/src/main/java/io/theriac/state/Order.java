package io.theriac.state;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.OrderType;
import io.theriac.state.rows.OrderFact;
import io.theriac.state.rows.OrderRef;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.OrderVisit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an order's statements add up to.
 *
 * @param startedAt first dose; null if only its end is known
 * @param activeFrom from when it can count for other visits than its own: not before it was placed,
 *     even if the drug was taken earlier; null as {@code startedAt}
 * @param end discontinued or planned end, whichever comes first; null if open
 * @param heldSince null unless on hold
 * @param namings which drug it named from when on, oldest first
 * @param roles the visits that have to do with it
 * @param cancelled those of them whose admission was cancelled
 */
record Order(
    String placerOrderId,
    OrderType type,
    Instant startedAt,
    Instant activeFrom,
    Instant end,
    Instant heldSince,
    List<Naming> namings,
    Map<String, OrderRole> roles,
    Set<String> cancelled) {

  /** The drug an order names from a time on. */
  record Naming(Instant from, Coding medication) {}

  static Order of(OrderRow row) {
    List<OrderFact> definitions = row.getDefinitions();
    OrderFact latestNew = latest(definitions, fact -> is(fact, MedicationAction.NEW));
    Instant orderedAt = orderedAt(row);
    Instant stated = statedStart(definitions, latestNew);
    Instant startedAt = stated == null ? orderedAt : stated;
    OrderFact held = after(latestNew, row.getHeld());
    return new Order(
        row.getPlacerOrderId(),
        type(row),
        startedAt,
        later(startedAt, orderedAt),
        end(definitions, after(latestNew, row.getDiscontinued())),
        held != null && is(held, MedicationAction.HOLD) ? held.getStamp().getOccurredAt() : null,
        namings(row),
        roles(row),
        Set.copyOf(row.getCancelledVisits()));
  }

  /**
   * Whether it goes on through later visits; one of cancelled visits alone does not, even if
   * another visit mentions it.
   */
  boolean continuing() {
    boolean stands = roles.isEmpty() || !cancelled.containsAll(visits());
    return type == OrderType.OUTPATIENT && activeFrom != null && stands;
  }

  Coding firstMedication() {
    return namings.get(0).medication();
  }

  /** The drug it named at a time; before it named any, the first. */
  Coding medicationAt(Instant time) {
    Coding named = firstMedication();
    for (Naming naming : namings) {
      if (!naming.from().isAfter(time)) {
        named = naming.medication();
      }
    }
    return named;
  }

  boolean heldAt(Instant time) {
    return heldSince != null && !heldSince.isAfter(time);
  }

  /** Whether a visit other than this one placed it. */
  boolean cameFromElsewhere(String visit) {
    OrderRole here = roles.get(visit);
    return roles.entrySet().stream()
        .anyMatch(
            role ->
                !role.getKey().equals(visit)
                    && (here == null || role.getValue().compareTo(here) > 0));
  }

  /** The visits it is an order of. */
  List<String> visits() {
    boolean onlyMentioned =
        !roles.containsValue(OrderRole.USED) && !roles.containsValue(OrderRole.ORDERED);
    return roles.entrySet().stream()
        .filter(role -> onlyMentioned || role.getValue() != OrderRole.MENTIONED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Where the indexes must name it. */
  Set<RowKey<OrderRef>> indexKeys(String patient) {
    Set<RowKey<OrderRef>> keys = new HashSet<>();
    for (String visit : visits()) {
      keys.add(Keys.visitOrder(patient, visit, end, placerOrderId));
    }
    if (continuing()) {
      keys.add(Keys.continuingOrder(patient, end, placerOrderId));
    }
    return keys;
  }

  private static Instant orderedAt(OrderRow row) {
    Instant defined =
        row.getDefinitions().isEmpty()
            ? null
            : row.getDefinitions().get(0).getStamp().getOccurredAt();
    Instant given = row.getFirstGivenAt();
    return given == null || (defined != null && defined.isBefore(given)) ? defined : given;
  }

  private static Instant statedStart(List<OrderFact> definitions, OrderFact latestNew) {
    Predicate<OrderFact> says = fact -> fact.getStartsAt() != null;
    OrderFact saying =
        latestNew == null
            ? latest(definitions, says)
            : latest(definitions, says.and(fact -> is(fact, MedicationAction.NEW)));
    return saying == null ? null : saying.getStartsAt();
  }

  private static Instant end(List<OrderFact> definitions, OrderFact discontinued) {
    Instant planned =
        definitions.isEmpty() ? null : definitions.get(definitions.size() - 1).getStopsAt();
    if (discontinued == null) {
      return planned;
    }
    Instant stopped =
        discontinued.getStopsAt() == null
            ? discontinued.getStamp().getOccurredAt()
            : discontinued.getStopsAt();
    return planned != null && planned.isBefore(stopped) ? planned : stopped;
  }

  /** UNKNOWN says nothing: the newest definition that says a type counts. */
  private static OrderType type(OrderRow row) {
    Predicate<OrderFact> says = fact -> !fact.getOrderType().equals(OrderType.UNKNOWN.name());
    OrderFact saying = latest(row.getDefinitions(), says);
    if (saying == null) {
      saying = otherFacts(row).filter(says).findFirst().orElse(null);
    }
    return saying == null ? OrderType.UNKNOWN : OrderType.valueOf(saying.getOrderType());
  }

  private static List<Naming> namings(OrderRow row) {
    List<OrderFact> naming =
        row.getDefinitions().isEmpty() ? otherFacts(row).limit(1).toList() : row.getDefinitions();
    List<Naming> namings = new ArrayList<>();
    for (OrderFact fact : naming) {
      Coding medication = Codings.coding(fact.getMedication());
      if (namings.isEmpty() || !namings.get(namings.size() - 1).medication().equals(medication)) {
        namings.add(new Naming(fact.getStamp().getOccurredAt(), medication));
      }
    }
    return List.copyOf(namings);
  }

  private static Map<String, OrderRole> roles(OrderRow row) {
    Map<String, OrderRole> roles = new TreeMap<>();
    for (OrderVisit visit : row.getVisits()) {
      roles.put(visit.getVisitId(), OrderRole.valueOf(visit.getRole()));
    }
    return roles;
  }

  private static Stream<OrderFact> otherFacts(OrderRow row) {
    return Stream.of(row.getGiven(), row.getDiscontinued(), row.getHeld()).filter(Objects::nonNull);
  }

  private static OrderFact latest(List<OrderFact> oldestFirst, Predicate<OrderFact> which) {
    return oldestFirst.stream().filter(which).reduce((earlier, later) -> later).orElse(null);
  }

  /** The statement, unless the order was placed anew after it. */
  private static OrderFact after(OrderFact latestNew, OrderFact fact) {
    boolean placedAnew =
        fact != null
            && latestNew != null
            && Stamps.ORDER.compare(latestNew.getStamp(), fact.getStamp()) > 0;
    return placedAnew ? null : fact;
  }

  private static boolean is(OrderFact fact, MedicationAction action) {
    return fact.getAction().equals(action.name());
  }

  private static Instant later(Instant aOrNull, Instant bOrNull) {
    if (aOrNull == null || bOrNull == null) {
      return aOrNull == null ? bOrNull : aOrNull;
    }
    return aOrNull.isAfter(bOrNull) ? aOrNull : bOrNull;
  }
}
