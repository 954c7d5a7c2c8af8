package io.theriac.local.chaos;

import io.theriac.local.demo.Sample;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.state.ActiveOrder;
import io.theriac.streams.alerts.InteractionScreen;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The alerts that closed visits of the bundled sample ask for: orders placed in one visit, both
 * active when it ended, that interact. However events arrive, these must have been raised; that
 * others were raised, too, among orders that ended before, depends on what came first.
 */
final class RequiredAlerts {

  private final InteractionScreen screen =
      new InteractionScreen(
          Sample.terminology(), DdiKnowledge.bundled(), DdiSeverity.MODERATE, false);

  /** Those that nobody was told of. */
  List<Fault> missing(Collection<ClosedVisit> visits, List<DdiAlert> told) {
    Set<String> ids = told.stream().map(DdiAlert::getAlertId).collect(Collectors.toSet());
    return visits.stream()
        .flatMap(visit -> of(visit).stream())
        .map(DdiAlert::getAlertId)
        .filter(id -> !ids.contains(id))
        .map(id -> Fault.lost("alert %s", id))
        .toList();
  }

  /** Those of one visit. */
  List<DdiAlert> of(ClosedVisit visit) {
    List<ActiveOrder> orders =
        visit.getMedications().stream()
            .filter(fact -> !fact.getContinued() && fact.getStoppedAt() == null)
            .map(RequiredAlerts::order)
            .toList();
    return screen.ofAll(
        new InteractionScreen.Subject(
            visit.getPatientKey(), visit.getVisitId(), visit.getDischargedAt()),
        orders);
  }

  private static ActiveOrder order(MedicationFact fact) {
    return new ActiveOrder(
        fact.getMedication(),
        fact.getPlacerOrderId(),
        Optional.ofNullable(fact.getStartedAt()),
        Optional.ofNullable(fact.getStoppedAt()),
        fact.getOrderType());
  }
}
