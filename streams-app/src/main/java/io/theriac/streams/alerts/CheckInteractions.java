package io.theriac.streams.alerts;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.state.ActiveOrder;
import io.theriac.state.ActiveOrders;
import io.theriac.state.FactRows;
import io.theriac.state.RaisedAlerts;
import io.theriac.state.store.StoreFactRows;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.Collaborators;
import io.theriac.streams.alerts.InteractionScreen.Subject;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Raises an alert for each interaction among the drugs of a visit, once: the alerts raised stand in
 * the rows of the visit. Needs no model.
 */
public final class CheckInteractions implements Processor<String, DrugsChanged, String, DdiAlert> {

  private final Collaborators with;
  private final InteractionScreen screen;
  private ProcessorContext<String, DdiAlert> context;
  private FactRows facts;

  public CheckInteractions(Collaborators with) {
    this.with = with;
    this.screen = with.interactions();
  }

  @Override
  public void init(ProcessorContext<String, DdiAlert> context) {
    this.context = context;
    facts = new StoreFactRows(context.getStateStore(VisitStore.NAME));
  }

  @Override
  public void process(Record<String, DrugsChanged> change) {
    for (DdiAlert alert : find(change.value())) {
      raiseOnce(alert, change.timestamp());
    }
  }

  private List<DdiAlert> find(DrugsChanged change) {
    if (change instanceof DrugsChanged.OrderChanged order) {
      return screen.ofOrder(
          new Subject(order.patientKey(), order.visitId(), order.occurredAt()),
          order.placerOrderId(),
          ActiveOrders.atOrAfter(facts, order.patientKey(), order.visitId(), order.occurredAt()));
    }
    DrugsChanged.Recommended recommended = (DrugsChanged.Recommended) change;
    ClosedVisit visit = recommended.visit();
    return screen.ofRecommended(
        new Subject(visit.getPatientKey(), visit.getVisitId(), recommended.occurredAt()),
        recommended.selected(),
        activeAtDischarge(visit));
  }

  private static List<ActiveOrder> activeAtDischarge(ClosedVisit visit) {
    return visit.getMedications().stream()
        .filter(fact -> isActiveAtDischarge(fact, visit))
        .map(fact -> activeOrder(fact))
        .toList();
  }

  private static boolean isActiveAtDischarge(MedicationFact fact, ClosedVisit visit) {
    return fact.getStoppedAt() == null || !fact.getStoppedAt().isBefore(visit.getDischargedAt());
  }

  private static ActiveOrder activeOrder(MedicationFact fact) {
    return new ActiveOrder(
        fact.getMedication(),
        fact.getPlacerOrderId(),
        Optional.ofNullable(fact.getStartedAt()),
        Optional.ofNullable(fact.getStoppedAt()),
        fact.getOrderType());
  }

  private void raiseOnce(DdiAlert alert, long timestamp) {
    if (RaisedAlerts.find(facts, alert.getPatientKey(), alert.getVisitId(), alert.getAlertId())
        .isEmpty()) {
      RaisedAlerts.remember(facts, alert);
      with.metrics().alert(alert.getSeverity());
      context.forward(new Record<>(alert.getPatientKey(), alert, timestamp));
    }
  }
}
