package io.theriac.it;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.Sample;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.state.EventPosition;
import io.theriac.state.FactRows;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.Outcome;
import io.theriac.state.VisitFold;
import io.theriac.state.VisitRules;
import io.theriac.streams.alerts.AlertBook;
import io.theriac.streams.alerts.DrugsChanged;
import io.theriac.streams.alerts.InteractionScreen;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The alerts between orders that must come of events, found in one thread and in their order. */
final class ExpectedAlerts {

  private final VisitFold fold = new VisitFold(VisitRules.standard());
  private final FactRows rows = new InMemoryFactRows();
  private final InteractionScreen screen =
      new InteractionScreen(
          Sample.terminology(), DdiKnowledge.bundled(), DdiSeverity.MODERATE, false);
  private final Set<String> ids = new TreeSet<>();
  private final AlertBook alerts = new AlertBook(screen, rows, this::told);

  private ExpectedAlerts() {}

  /** Ids of the alerts: one for a pair in a visit, however often it was raised. */
  static Set<String> ids(List<OutboundEvent> events) {
    ExpectedAlerts alerts = new ExpectedAlerts();
    for (int i = 0; i < events.size(); i++) {
      alerts.add(events.get(i), new EventPosition(0, 0, i));
    }
    return alerts.ids;
  }

  private void add(OutboundEvent event, EventPosition position) {
    if (fold.apply(rows, event.value(), position) instanceof Outcome.Applied applied) {
      if (event.value() instanceof MedicationOrder order) {
        alerts.take(DrugsChanged.of(order, applied.visitId()));
      }
      applied.consequences().forEach(each -> DrugsChanged.of(each).forEach(alerts::take));
    }
  }

  private void told(DdiAlert alert) {
    ids.add(alert.getAlertId());
  }
}
