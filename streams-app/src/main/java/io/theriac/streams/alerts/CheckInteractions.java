package io.theriac.streams.alerts;

import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.state.ActiveOrder;
import io.theriac.state.ActiveOrders;
import io.theriac.state.FactRows;
import io.theriac.state.StandingAlerts;
import io.theriac.state.store.StoreFactRows;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.Collaborators;
import io.theriac.streams.alerts.DrugsChanged.OrderChanged;
import io.theriac.streams.alerts.DrugsChanged.Recommended;
import io.theriac.streams.alerts.InteractionScreen.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Leads each alert through its life: raised once for a pair in a visit, escalated when the
 * interaction turns out more severe, resolved when an order stops, retracted when what it stood on
 * is taken back. The alerts that stand are rows of the patient. Needs no model.
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
  public void process(Record<String, DrugsChanged> message) {
    DrugsChanged change = message.value();
    Instant at = change.occurredAt();
    if (change instanceof OrderChanged order) {
      resolveEnded(order.patientKey(), at);
      raise(order);
    } else if (change instanceof DrugsChanged.OrdersEnded ended) {
      resolveEnded(ended.patientKey(), at);
    } else if (change instanceof DrugsChanged.OrdersActive visit) {
      screen
          .ofAll(
              new Subject(visit.patientKey(), visit.visitId(), at),
              ActiveOrders.atOrAfter(facts, visit.patientKey(), visit.visitId(), at))
          .forEach(this::raise);
    } else if (change instanceof Recommended recommended) {
      replaceThoseOfRecommendation(recommended);
    } else if (change instanceof DrugsChanged.GroundGone gone) {
      gone.alerts().forEach(alert -> end(alert, AlertState.RETRACTED, at));
    }
  }

  private void raise(OrderChanged order) {
    List<ActiveOrder> active =
        ActiveOrders.atOrAfter(facts, order.patientKey(), order.visitId(), order.occurredAt());
    Subject subject = new Subject(order.patientKey(), order.visitId(), order.occurredAt());
    screen.ofOrder(subject, order.placerOrderId(), active).forEach(this::raise);
    active.stream()
        .filter(each -> each.placerOrderId().equals(order.placerOrderId()))
        .flatMap(each -> each.stoppedAt().stream())
        .forEach(end -> ActiveOrders.lookAgainAt(facts, order.patientKey(), end));
  }

  private void replaceThoseOfRecommendation(Recommended recommended) {
    ClosedVisit visit = recommended.visit();
    List<DdiAlert> standing = StandingAlerts.of(facts, visit.getPatientKey(), visit.getVisitId());
    List<DdiAlert> found =
        screen
            .ofRecommended(
                new Subject(visit.getPatientKey(), visit.getVisitId(), recommended.occurredAt()),
                recommended.selected(),
                activeAtDischarge(visit))
            .stream()
            .filter(alert -> !isKnownOfOrders(alert, standing))
            .toList();
    Set<String> ids = found.stream().map(DdiAlert::getAlertId).collect(Collectors.toSet());
    standing.stream()
        .filter(alert -> alert.getKind() == AlertKind.RECOMMENDED_ACTIVE)
        .filter(alert -> !ids.contains(alert.getAlertId()))
        .forEach(alert -> end(alert, AlertState.RETRACTED, recommended.occurredAt()));
    found.forEach(this::raise);
  }

  /** Whether an alert between orders stands on the same pair: one pair in one visit alerts once. */
  private static boolean isKnownOfOrders(DdiAlert recommended, List<DdiAlert> standing) {
    return standing.stream()
        .filter(alert -> alert.getKind() == AlertKind.ACTIVE_ACTIVE)
        .anyMatch(alert -> InteractionScreen.isOfPair(alert, recommended));
  }

  private static List<ActiveOrder> activeAtDischarge(ClosedVisit visit) {
    return visit.getMedications().stream()
        .filter(fact -> isActiveAtDischarge(fact, visit))
        .map(CheckInteractions::activeOrder)
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

  /** Raises what does not stand yet, escalates what stands for less, else says nothing. */
  private void raise(DdiAlert alert) {
    Optional<DdiAlert> standing =
        StandingAlerts.find(facts, alert.getPatientKey(), alert.getVisitId(), alert.getAlertId());
    if (standing.isEmpty()) {
      StandingAlerts.keep(facts, alert);
      tell(alert);
    } else if (isMoreSevere(alert, standing.get())) {
      DdiAlert escalated = DdiAlert.newBuilder(alert).setState(AlertState.ESCALATED).build();
      StandingAlerts.keep(facts, escalated);
      tell(escalated);
    }
  }

  /** The schema lists severities from the most severe on. */
  private static boolean isMoreSevere(DdiAlert alert, DdiAlert standing) {
    return alert.getSeverity().compareTo(standing.getSeverity()) < 0;
  }

  /** Resolves the patient's alerts whose drugs are no longer active together. */
  private void resolveEnded(String patient, Instant at) {
    for (DdiAlert alert : StandingAlerts.of(facts, patient)) {
      boolean stands =
          alert.getKind() == AlertKind.RECOMMENDED_ACTIVE
              ? !orderIsOver(alert, at)
              : screen.isStill(
                  alert, ActiveOrders.atOrAfter(facts, patient, alert.getVisitId(), at));
      if (!stands) {
        end(alert, AlertState.RESOLVED, at);
      }
    }
  }

  private boolean orderIsOver(DdiAlert alert, Instant at) {
    String order =
        Optional.ofNullable(alert.getDrugA().getPlacerOrderId())
            .orElse(alert.getDrugB().getPlacerOrderId());
    return ActiveOrders.isOver(facts, alert.getPatientKey(), order, at);
  }

  private void end(DdiAlert alert, AlertState state, Instant at) {
    StandingAlerts.forget(facts, alert);
    tell(DdiAlert.newBuilder(alert).setState(state).setOccurredAt(at).build());
  }

  private void tell(DdiAlert alert) {
    with.metrics().alert(alert.getState(), alert.getSeverity());
    long timestamp = Math.max(0, alert.getOccurredAt().toEpochMilli());
    context.forward(new Record<>(alert.getPatientKey(), alert, timestamp));
  }
}
