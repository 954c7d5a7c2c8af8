package io.theriac.local.chaos;

import io.theriac.schemas.avro.DdiAlert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the states of every alert must add up to: nothing is raised while it stands, nothing ends or
 * rises that does not stand, nothing is said twice.
 */
public final class AlertLives {

  private final Set<String> standing = new HashSet<>();
  private final Map<String, DdiAlert> last = new HashMap<>();

  private AlertLives() {}

  /**
   * The faults in the lives of all alerts.
   *
   * @param alerts in the order of the topic's partitions
   */
  public static List<Fault> faults(List<DdiAlert> alerts) {
    AlertLives lives = new AlertLives();
    List<Fault> faults = new ArrayList<>();
    alerts.forEach(alert -> lives.next(alert).ifPresent(faults::add));
    return faults;
  }

  private Optional<Fault> next(DdiAlert alert) {
    String id = alert.getAlertId();
    if (alert.equals(last.put(id, alert))) {
      return Optional.of(Fault.doubled("alert %s says %s twice", id, alert.getState()));
    }
    return switch (alert.getState()) {
      case RAISED -> unless(standing.add(id), Fault.doubled("alert %s raised while it stands", id));
      case ESCALATED ->
          unless(standing.contains(id), Fault.lost("the raising of escalated alert %s", id));
      case RESOLVED, RETRACTED ->
          unless(standing.remove(id), Fault.lost("the raising of ended alert %s", id));
      case UNKNOWN -> Optional.of(Fault.outOfOrder("alert %s in an unknown state", id));
    };
  }

  private static Optional<Fault> unless(boolean holds, Fault fault) {
    return holds ? Optional.empty() : Optional.of(fault);
  }
}
