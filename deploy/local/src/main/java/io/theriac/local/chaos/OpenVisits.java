package io.theriac.local.chaos;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.PatientClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Visits that stay open: the inpatient visits of the sample without their discharge, each of a
 * patient of its own.
 */
final class OpenVisits {

  private final List<OutboundEvent> events = new ArrayList<>();

  /**
   * @param sample events of all patients
   * @param wanted so many visits; those of the sample are taken as often as needed
   */
  OpenVisits(List<OutboundEvent> sample, int wanted) {
    List<List<OutboundEvent>> inpatient = List.copyOf(inpatientVisits(sample).values());
    for (int i = 0; i < wanted; i++) {
      String suffix = "-open-" + i;
      inpatient.get(i % inpatient.size()).forEach(event -> events.add(Renamed.by(suffix, event)));
    }
  }

  private static Map<String, List<OutboundEvent>> inpatientVisits(List<OutboundEvent> sample) {
    Map<String, List<OutboundEvent>> inpatient = new LinkedHashMap<>();
    for (OutboundEvent event : sample) {
      if (event.value() instanceof Admission admission
          && admission.getPatientClass() == PatientClass.INPATIENT
          && admission.getAction() != AdmissionAction.DISCHARGE) {
        inpatient.computeIfAbsent(admission.getVisitId(), visit -> new ArrayList<>()).add(event);
      } else if (!(event.value() instanceof Admission)) {
        visit(event).map(inpatient::get).ifPresent(visit -> visit.add(event));
      }
    }
    return inpatient;
  }

  private static Optional<String> visit(OutboundEvent event) {
    var field = event.value().getSchema().getField("visitId");
    return Optional.ofNullable(field).map(f -> (String) event.value().get(f.pos()));
  }

  List<OutboundEvent> events() {
    return events;
  }
}
