package io.theriac.local.demo;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.avro.AlertDrug;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.state.ActiveOrder;
import io.theriac.state.ActiveOrders;
import io.theriac.state.Consequence;
import io.theriac.state.EventPosition;
import io.theriac.state.FactRows;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.Outcome;
import io.theriac.state.VisitFold;
import io.theriac.state.VisitRules;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The visits that the pure fold, in one thread, makes of the events: what must come out. */
public final class ExpectedVisits {

  private final VisitFold fold = new VisitFold(VisitRules.standard());
  private final FactRows rows = new InMemoryFactRows();
  private final Map<String, ClosedVisit> closed = new TreeMap<>();
  private long offset;

  /** One more event, in the order of publishing. */
  public void add(OutboundEvent event) {
    if (fold.apply(rows, event.value(), new EventPosition(0, 0, offset++))
        instanceof Outcome.Applied applied) {
      applied.consequences().forEach(this::follow);
    }
  }

  private void follow(Consequence consequence) {
    if (consequence instanceof Consequence.Closed now) {
      ClosedVisit visit = now.revision().visit();
      closed.put(visit.getPatientKey() + "|" + visit.getVisitId(), visit);
    } else if (consequence instanceof Consequence.Withdrawn gone) {
      closed.remove(gone.patientKey() + "|" + gone.visitId());
    }
  }

  /** Whether the orders of an alert are active by now, so that it may stand. */
  public boolean mayStand(DdiAlert alert) {
    Instant now = VisitFold.eventTime(rows).orElse(Instant.EPOCH);
    Set<String> active =
        ActiveOrders.atOrAfter(rows, alert.getPatientKey(), alert.getVisitId(), now).stream()
            .map(ActiveOrder::placerOrderId)
            .collect(Collectors.toSet());
    return Stream.of(alert.getDrugA(), alert.getDrugB())
        .map(AlertDrug::getPlacerOrderId)
        .filter(Objects::nonNull)
        .allMatch(
            order ->
                alert.getKind() == AlertKind.RECOMMENDED_ACTIVE
                    ? !ActiveOrders.isOver(rows, alert.getPatientKey(), order, now)
                    : active.contains(order));
  }

  /** Content of the visits that are closed now, by {@code patient|visit}. */
  public Map<String, ClosedVisit> closed() {
    return closed;
  }
}
