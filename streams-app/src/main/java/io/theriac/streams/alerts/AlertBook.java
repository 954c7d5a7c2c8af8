package io.theriac.streams.alerts;

import io.theriac.schemas.avro.AlertDrug;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.state.ActiveOrder;
import io.theriac.state.ActiveOrders;
import io.theriac.state.FactRows;
import io.theriac.state.OrderReach;
import io.theriac.state.StandingAlerts;
import io.theriac.state.VisitFold;
import io.theriac.streams.alerts.DrugsChanged.OrderChanged;
import io.theriac.streams.alerts.DrugsChanged.OrdersActive;
import io.theriac.streams.alerts.DrugsChanged.Recommended;
import io.theriac.streams.alerts.InteractionScreen.Subject;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leads each alert through its life: raised once for a pair in a visit, escalated when the
 * interaction turns out more severe, resolved when an order stops (and raised again if another
 * order of the drug goes on), retracted when what it stood on is taken back. The alerts that stand
 * are rows of the patient.
 *
 * <p>An order that goes on at home counts in every open visit: there it alerts with the orders of
 * that visit. Pure but for its rows.
 */
public final class AlertBook {

  private final InteractionScreen screen;
  private final FactRows facts;
  private final Consumer<DdiAlert> told;

  /**
   * @param facts rows to which the fold has applied what changed
   * @param told is given each change of an alert
   */
  public AlertBook(InteractionScreen screen, FactRows facts, Consumer<DdiAlert> told) {
    this.screen = screen;
    this.facts = facts;
    this.told = told;
  }

  /** Takes a change of a patient's drugs. */
  public void take(DrugsChanged change) {
    Instant at = change.occurredAt();
    if (change instanceof OrderChanged order) {
      new Moment(order.patientKey(), at).orderChanged(order);
    } else if (change instanceof DrugsChanged.OrdersEnded ended) {
      new Moment(ended.patientKey(), at).resolveEnded();
    } else if (change instanceof OrdersActive visit) {
      new Moment(visit.patientKey(), at).ordersActive(visit);
    } else if (change instanceof Recommended recommended) {
      new Moment(recommended.patientKey(), at).recommended(recommended);
    } else if (change instanceof DrugsChanged.GroundGone gone) {
      gone.alerts().forEach(alert -> end(alert, AlertState.RETRACTED, at));
    }
  }

  /** A patient's orders and alerts at a time; orders are read once a visit. */
  private final class Moment {

    private final String patient;
    private final Instant at;
    private final Map<String, List<ActiveOrder>> byVisit = new HashMap<>();

    Moment(String patient, Instant at) {
      this.patient = patient;
      this.at = at;
    }

    void orderChanged(OrderChanged order) {
      resolveEnded();
      String id = order.placerOrderId();
      OrderReach reach = OrderReach.of(facts, patient, id, order.visitId(), at);
      reach
          .visit()
          .ifPresent(
              visit -> raise(screen.ofOrder(subject(visit), id, active(visit)), active(visit)));
      for (String visit : reach.others()) {
        Set<String> placedThere = ActiveOrders.placedAt(facts, patient, visit, at);
        List<ActiveOrder> orders =
            active(visit).stream()
                .filter(each -> is(each, id) || placedThere.contains(each.placerOrderId()))
                .toList();
        raise(screen.ofOrder(subject(visit), id, orders), orders);
      }
      reach.end().ifPresent(end -> ActiveOrders.lookAgainAt(facts, patient, end));
      resolveWhatIsOverByNow();
    }

    void ordersActive(OrdersActive visit) {
      List<ActiveOrder> orders = active(visit.visitId());
      raise(screen.ofAll(subject(visit.visitId()), orders), orders);
      lookAgainAtTheEndOf(orders);
      resolveWhatIsOverByNow();
    }

    /** Orders that were active at the discharge may be over by now, and then no longer matter. */
    void recommended(Recommended recommended) {
      resolveEnded();
      resolveWhatIsOverByNow();
      ClosedVisit visit = recommended.visit();
      List<DdiAlert> standing = StandingAlerts.of(facts, patient, visit.getVisitId());
      List<ActiveOrder> orders = activeAtDischarge(visit);
      List<DdiAlert> found =
          screen.ofRecommended(subject(visit.getVisitId()), recommended.selected(), orders).stream()
              .filter(alert -> !isKnownOfOrders(alert, standing))
              .filter(alert -> !isOverByNow(alert))
              .toList();
      Set<String> ids = found.stream().map(DdiAlert::getAlertId).collect(Collectors.toSet());
      standing.stream()
          .filter(alert -> alert.getKind() == AlertKind.RECOMMENDED_ACTIVE)
          .filter(alert -> !ids.contains(alert.getAlertId()))
          .forEach(alert -> end(alert, AlertState.RETRACTED, at));
      raise(found, orders);
    }

    private boolean isOverByNow(DdiAlert recommended) {
      Instant now = now();
      return Stream.of(recommended.getDrugA(), recommended.getDrugB())
          .map(AlertDrug::getPlacerOrderId)
          .anyMatch(id -> id != null && ActiveOrders.isOver(facts, patient, id, now));
    }

    /** Resolves the patient's alerts whose orders are no longer active together. */
    void resolveEnded() {
      StandingAlerts.of(facts, patient).stream()
          .collect(Collectors.groupingBy(DdiAlert::getVisitId, TreeMap::new, Collectors.toList()))
          .forEach(
              (visit, alerts) -> {
                var drugs = screen.drugsBySubstance(active(visit));
                alerts.forEach(alert -> resolveIfEnded(alert, drugs));
              });
    }

    private void resolveIfEnded(
        DdiAlert alert, Map<String, NavigableMap<String, AlertDrug>> drugs) {
      boolean recommended = alert.getKind() == AlertKind.RECOMMENDED_ACTIVE;
      if (Stream.of(alert.getDrugA(), alert.getDrugB())
          .allMatch(d -> goesOn(d, recommended, drugs))) {
        return;
      }
      end(alert, AlertState.RESOLVED, at);
      Optional<AlertDrug> drugA = another(alert.getDrugA(), recommended, drugs);
      Optional<AlertDrug> drugB = another(alert.getDrugB(), recommended, drugs);
      if (drugA.isPresent() && drugB.isPresent()) {
        AlertBook.this.raise(
            DdiAlert.newBuilder(alert)
                .setState(AlertState.RAISED)
                .setDrugA(drugA.get())
                .setDrugB(drugB.get())
                .setOccurredAt(at)
                .build());
      }
    }

    /** Whether the order goes on that an alert names; a drug that was only recommended does. */
    private boolean goesOn(
        AlertDrug drug, boolean recommended, Map<String, NavigableMap<String, AlertDrug>> drugs) {
      String order = drug.getPlacerOrderId();
      if (order == null) {
        return true;
      }
      return recommended
          ? !ActiveOrders.isOver(facts, patient, order, at)
          : ordersOf(drug, drugs).containsKey(order);
    }

    /** The drug by an order that goes on: its own, or else another one of the substance. */
    private Optional<AlertDrug> another(
        AlertDrug drug, boolean recommended, Map<String, NavigableMap<String, AlertDrug>> drugs) {
      return goesOn(drug, recommended, drugs)
          ? Optional.of(drug)
          : ordersOf(drug, drugs).values().stream().findFirst();
    }

    private static NavigableMap<String, AlertDrug> ordersOf(
        AlertDrug drug, Map<String, NavigableMap<String, AlertDrug>> drugs) {
      return drugs.getOrDefault(drug.getAtc().getCode(), Collections.emptyNavigableMap());
    }

    /** What comes late may be over by now, or stand with what is over by now. */
    private void resolveWhatIsOverByNow() {
      if (now().isAfter(at)) {
        new Moment(patient, now()).resolveEnded();
      }
    }

    /** The event clock, which may be ahead of what came late. */
    private Instant now() {
      return VisitFold.eventTime(facts).filter(time -> time.isAfter(at)).orElse(at);
    }

    private void raise(List<DdiAlert> found, List<ActiveOrder> among) {
      Set<String> raised = new TreeSet<>();
      for (DdiAlert alert : found) {
        if (AlertBook.this.raise(alert)) {
          raised.add(alert.getDrugA().getAtc().getCode());
          raised.add(alert.getDrugB().getAtc().getCode());
        }
      }
      lookAgainAtTheEndOf(
          among.stream()
              .filter(
                  o ->
                      screen
                          .atc(o.medication())
                          .filter(a -> raised.contains(a.getCode()))
                          .isPresent())
              .toList());
    }

    private void lookAgainAtTheEndOf(List<ActiveOrder> orders) {
      orders.stream()
          .flatMap(order -> order.stoppedAt().stream())
          .distinct()
          .forEach(end -> ActiveOrders.lookAgainAt(facts, patient, end));
    }

    private List<ActiveOrder> active(String visit) {
      return byVisit.computeIfAbsent(
          visit, missing -> ActiveOrders.atOrAfter(facts, patient, visit, at));
    }

    private Subject subject(String visit) {
      return new Subject(patient, visit, at);
    }
  }

  private static boolean is(ActiveOrder order, String placerOrderId) {
    return order.placerOrderId().equals(placerOrderId);
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
        .map(AlertBook::activeOrder)
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

  /**
   * Raises what does not stand yet, escalates what stands for less, else says nothing.
   *
   * @return whether it had not stood
   */
  private boolean raise(DdiAlert alert) {
    Optional<DdiAlert> standing =
        StandingAlerts.find(facts, alert.getPatientKey(), alert.getVisitId(), alert.getAlertId());
    if (standing.isEmpty()) {
      StandingAlerts.keep(facts, alert);
      told.accept(alert);
    } else if (isMoreSevere(alert, standing.get())) {
      DdiAlert escalated = DdiAlert.newBuilder(alert).setState(AlertState.ESCALATED).build();
      StandingAlerts.keep(facts, escalated);
      told.accept(escalated);
    }
    return standing.isEmpty();
  }

  /** The schema lists severities from the most severe on. */
  private static boolean isMoreSevere(DdiAlert alert, DdiAlert standing) {
    return alert.getSeverity().compareTo(standing.getSeverity()) < 0;
  }

  private void end(DdiAlert alert, AlertState state, Instant at) {
    StandingAlerts.forget(facts, alert);
    told.accept(DdiAlert.newBuilder(alert).setState(state).setOccurredAt(at).build());
  }
}
