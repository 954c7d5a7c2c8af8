package io.theriac.streams.alerts;

import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.ddi.DdiPair;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.AlertDrug;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.state.ActiveOrder;
import io.theriac.streams.StableId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds interactions among the drugs of a visit. Pure: what was already raised is not known here.
 */
public final class InteractionScreen {

  private final Terminology terminology;
  private final DdiKnowledge knowledge;
  private final String knowledgeVersion;
  private final DdiSeverity minimum;
  private final boolean replay;

  /**
   * @param minimum the least severe interaction worth an alert
   * @param replay whether to mark alerts as a replay's
   */
  public InteractionScreen(
      Terminology terminology, DdiKnowledge knowledge, DdiSeverity minimum, boolean replay) {
    this.terminology = terminology;
    this.knowledge = knowledge;
    this.knowledgeVersion = knowledge.fingerprint();
    this.minimum = minimum;
    this.replay = replay;
  }

  /** The ATC substance of an order, if the terminology knows its code. */
  public Optional<Coding> atc(Coding ordered) {
    return terminology.atc(ordered);
  }

  /**
   * Interactions of one order with the others, where both are carried out at some time.
   *
   * @param orders the order, if it is not over, and the others
   */
  public List<DdiAlert> ofOrder(Subject subject, String placerOrderId, List<ActiveOrder> orders) {
    return orders.stream()
        .filter(order -> order.placerOrderId().equals(placerOrderId))
        .findFirst()
        .flatMap(order -> drug(order).map(drug -> ofDrug(subject, order, drug, orders)))
        .orElse(List.of());
  }

  private List<DdiAlert> ofDrug(
      Subject subject, ActiveOrder order, AlertDrug drug, List<ActiveOrder> orders) {
    List<ActiveOrder> together = orders.stream().filter(other -> overlap(order, other)).toList();
    return against(subject, AlertKind.ACTIVE_ACTIVE, drug, substances(together).values());
  }

  /** Interactions of all orders with one another, as {@link #ofOrder} finds them. */
  public List<DdiAlert> ofAll(Subject subject, List<ActiveOrder> orders) {
    Map<String, DdiAlert> byId = new TreeMap<>();
    for (ActiveOrder order : orders) {
      ofOrder(subject, order.placerOrderId(), orders)
          .forEach(alert -> byId.putIfAbsent(alert.getAlertId(), alert));
    }
    return List.copyOf(byId.values());
  }

  /**
   * Interactions of recommended medications with orders. A medication that the patient already
   * takes is left out: its interactions are those of its order.
   *
   * @param recommended ATC codes at the model's level
   */
  public List<DdiAlert> ofRecommended(
      Subject subject, List<Coding> recommended, List<ActiveOrder> orders) {
    Map<String, AlertDrug> drugs = substances(orders);
    return recommended.stream()
        .filter(coding -> drugs.keySet().stream().noneMatch(atc -> within(atc, coding)))
        .map(coding -> new AlertDrug(coding, null, null))
        .flatMap(
            drug -> against(subject, AlertKind.RECOMMENDED_ACTIVE, drug, drugs.values()).stream())
        .toList();
  }

  /** Whether an alert is on the pair of another, whose drugs may be classes of the first one's. */
  static boolean isOfPair(DdiAlert alert, DdiAlert pair) {
    return areWithin(alert, pair.getDrugA(), pair.getDrugB())
        || areWithin(alert, pair.getDrugB(), pair.getDrugA());
  }

  private static boolean areWithin(DdiAlert alert, AlertDrug ofDrugA, AlertDrug ofDrugB) {
    return isWithin(alert.getDrugA(), ofDrugA) && isWithin(alert.getDrugB(), ofDrugB);
  }

  private static boolean isWithin(AlertDrug drug, AlertDrug drugOrClass) {
    return within(drug.getAtc().getCode(), drugOrClass.getAtc());
  }

  /** The drugs of these orders by ATC code, those of one code by placer order id. */
  Map<String, NavigableMap<String, AlertDrug>> drugsBySubstance(List<ActiveOrder> orders) {
    Map<String, NavigableMap<String, AlertDrug>> drugs = new HashMap<>();
    for (ActiveOrder order : orders) {
      drug(order)
          .ifPresent(
              drug ->
                  drugs
                      .computeIfAbsent(drug.getAtc().getCode(), code -> new TreeMap<>())
                      .put(order.placerOrderId(), drug));
    }
    return drugs;
  }

  private List<DdiAlert> against(
      Subject subject, AlertKind kind, AlertDrug drug, Collection<AlertDrug> others) {
    return others.stream()
        .flatMap(other -> interaction(subject, kind, drug, other).stream())
        .toList();
  }

  private Optional<DdiAlert> interaction(
      Subject subject, AlertKind kind, AlertDrug drug, AlertDrug other) {
    return knowledge
        .interaction(drug.getAtc().getCode(), other.getAtc().getCode())
        .filter(pair -> isSevereEnough(pair.severity()))
        .map(pair -> alert(subject, kind, drug, other, pair));
  }

  /** One drug a substance: of several orders of a substance the one with the smallest id. */
  private Map<String, AlertDrug> substances(List<ActiveOrder> orders) {
    Map<String, AlertDrug> drugs = new TreeMap<>();
    orders.forEach(
        order ->
            drug(order)
                .ifPresent(
                    drug ->
                        drugs.merge(drug.getAtc().getCode(), drug, InteractionScreen::firstOrder)));
    return drugs;
  }

  private Optional<AlertDrug> drug(ActiveOrder order) {
    return atc(order.medication())
        .map(atc -> new AlertDrug(atc, order.medication(), order.placerOrderId()));
  }

  private static AlertDrug firstOrder(AlertDrug a, AlertDrug b) {
    return a.getPlacerOrderId().compareTo(b.getPlacerOrderId()) <= 0 ? a : b;
  }

  /** Whether both are carried out at some time; an unknown start or end is open. */
  private static boolean overlap(ActiveOrder a, ActiveOrder b) {
    return beginsBeforeEndOf(a, b) && beginsBeforeEndOf(b, a);
  }

  private static boolean beginsBeforeEndOf(ActiveOrder a, ActiveOrder b) {
    return a.startedAt().isEmpty()
        || b.stoppedAt().isEmpty()
        || a.startedAt().get().isBefore(b.stoppedAt().get());
  }

  private DdiAlert alert(
      Subject subject, AlertKind kind, AlertDrug one, AlertDrug other, DdiPair pair) {
    boolean inOrder = one.getAtc().getCode().compareTo(other.getAtc().getCode()) < 0;
    AlertDrug drugA = inOrder ? one : other;
    AlertDrug drugB = inOrder ? other : one;
    return DdiAlert.newBuilder()
        .setAlertId(alertId(subject, kind, drugA.getAtc().getCode(), drugB.getAtc().getCode()))
        .setPatientKey(subject.patientKey())
        .setVisitId(subject.visitId())
        .setKind(kind)
        .setState(AlertState.RAISED)
        .setDrugA(drugA)
        .setDrugB(drugB)
        .setSeverity(pair.severity())
        .setMechanism(pair.mechanism())
        .setEffect(pair.effect())
        .setManagement(pair.management())
        .setSource(pair.source())
        .setKnowledgeVersion(knowledgeVersion)
        .setOccurredAt(subject.occurredAt())
        .setReplay(replay)
        .build();
  }

  /** The identity of the alert on a pair; the ATC codes in order. */
  static String alertId(Subject subject, AlertKind kind, String atcA, String atcB) {
    return StableId.of(subject.patientKey(), subject.visitId(), atcA, atcB, kind.name());
  }

  /** The schema lists severities from the most severe on. */
  private boolean isSevereEnough(DdiSeverity severity) {
    return severity.compareTo(minimum) <= 0;
  }

  private static boolean within(String substance, Coding recommended) {
    return substance.startsWith(recommended.getCode());
  }

  /** Whose visit it is, and when the event happened that gave rise to the check. */
  public record Subject(String patientKey, String visitId, Instant occurredAt) {}
}
