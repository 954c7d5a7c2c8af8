package io.theriac.local.chaos;

import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.InputPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares all outputs with what must have come out, in full.
 *
 * <p>Expected are the closed visits of the pure fold, each final on the visits topic and with one
 * current recommendation for its discharge; ids of recommendations once, their revisions rising;
 * the alerts that the fold's visits ask for, with whole lives, and none that stands though an order
 * of it is over; a dead letter for each unreadable record, and no other.
 */
public final class OutputCheck {

  private static final Set<AlertState> STANDING = Set.of(AlertState.RAISED, AlertState.ESCALATED);

  private final Map<String, ClosedVisit> closed;
  private final Collection<InputPosition> unreadable;
  private final Predicate<DdiAlert> mayStand;
  private final RequiredAlerts required = new RequiredAlerts();

  /**
   * @param closed expected visits by {@code patient|visit}, when all coding has ended
   * @param unreadable where the records stand that nobody can read
   * @param mayStand whether the orders of an alert are active in the end
   */
  public OutputCheck(
      Map<String, ClosedVisit> closed,
      Collection<InputPosition> unreadable,
      Predicate<DdiAlert> mayStand) {
    this.closed = closed;
    this.unreadable = unreadable;
    this.mayStand = mayStand;
  }

  /** Every way in which the outputs are not as expected; empty if they are. */
  public List<Fault> faults(Outputs outputs) {
    List<Fault> faults = new ArrayList<>();
    faults.addAll(visits(outputs.visits()));
    faults.addAll(order(outputs.recommendations()));
    faults.addAll(standing(outputs.recommendations()));
    faults.addAll(AlertLives.faults(outputs.alerts()));
    faults.addAll(outlived(outputs.alerts()));
    faults.addAll(required.missing(closed.values(), outputs.alerts()));
    faults.addAll(deadLetters(outputs.deadLetters()));
    return faults;
  }

  private List<Fault> visits(List<Outputs.Visit> seen) {
    List<Fault> faults = new ArrayList<>();
    Map<String, Optional<String>> last = new HashMap<>();
    for (Outputs.Visit visit : seen) {
      if (visit.content().equals(last.put(visit.key(), visit.content()))) {
        faults.add(Fault.doubled("visit %s twice with one content", visit.key()));
      }
    }
    last.values().removeIf(Optional::isEmpty);
    closed.forEach(
        (key, visit) -> {
          Optional<String> content = last.getOrDefault(key, Optional.empty());
          if (content.isEmpty()) {
            faults.add(Fault.lost("visit %s", key));
          } else if (!content.get().equals(Digest.of(visit))) {
            faults.add(Fault.lost("the last content of visit %s", key));
          }
        });
    unexpected(last.keySet())
        .forEach(key -> faults.add(Fault.doubled("visit %s, which is not closed", key)));
    return faults;
  }

  private static List<Fault> order(List<Outputs.Made> made) {
    List<Fault> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Map<String, Integer> revisions = new HashMap<>();
    for (Outputs.Made each : made) {
      if (!ids.add(each.id())) {
        faults.add(Fault.doubled("recommendation %s", each.id()));
        continue;
      }
      Integer before = revisions.put(each.visit(), each.revision());
      if (before != null && before >= each.revision()) {
        faults.add(
            Fault.outOfOrder(
                "revision %d of visit %s after %d", each.revision(), each.visit(), before));
      }
    }
    return faults;
  }

  private List<Fault> standing(List<Outputs.Made> made) {
    List<Fault> faults = new ArrayList<>();
    Map<String, Outputs.Made> current = new HashMap<>();
    made.forEach(
        each -> current.merge(each.visit(), each, (a, b) -> a.revision() > b.revision() ? a : b));
    current.values().removeIf(each -> !each.stands());
    closed.forEach(
        (key, visit) -> {
          Outputs.Made each = current.get(key);
          if (each == null) {
            faults.add(Fault.lost("the recommendation for visit %s", key));
          } else if (!each.isFinal()) {
            faults.add(Fault.lost("the final revision of the recommendation for visit %s", key));
          } else if (!each.closedAt().equals(visit.getDischargedAt())) {
            faults.add(Fault.lost("the recommendation for the last discharge of visit %s", key));
          }
        });
    unexpected(current.keySet())
        .forEach(
            key -> faults.add(Fault.doubled("a recommendation for %s, which is not closed", key)));
    return faults;
  }

  private Set<String> unexpected(Set<String> keys) {
    Set<String> others = new HashSet<>(keys);
    others.removeAll(closed.keySet());
    return others;
  }

  /** Alerts that ought to have ended. */
  private List<Fault> outlived(List<DdiAlert> alerts) {
    Map<String, DdiAlert> last = new HashMap<>();
    alerts.forEach(alert -> last.put(alert.getAlertId(), alert));
    return last.values().stream()
        .filter(alert -> STANDING.contains(alert.getState()))
        .filter(alert -> !mayStand.test(alert))
        .map(alert -> Fault.lost("the end of alert %s", alert.getAlertId()))
        .toList();
  }

  private List<Fault> deadLetters(List<InputPosition> seen) {
    List<Fault> faults = new ArrayList<>();
    Set<InputPosition> once = new HashSet<>();
    Set<InputPosition> sent = new HashSet<>(unreadable);
    for (InputPosition each : seen) {
      if (!once.add(each)) {
        faults.add(Fault.doubled("dead letter of %s", text(each)));
      } else if (!sent.contains(each)) {
        faults.add(Fault.doubled("dead letter of a good record, %s", text(each)));
      }
    }
    sent.removeAll(once);
    sent.forEach(each -> faults.add(Fault.lost("dead letter of %s", text(each))));
    return faults;
  }

  private static String text(InputPosition position) {
    return "%s-%d@%d".formatted(position.getTopic(), position.getPartition(), position.getOffset());
  }
}
