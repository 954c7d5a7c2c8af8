package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import io.theriac.state.rows.CodedFact;
import io.theriac.state.rows.LabRow;
import io.theriac.state.rows.OrderRef;
import io.theriac.state.rows.PatientRow;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a closed visit together from its rows: one scan of the visit and one of the patient's
 * continuing orders. The lists are sorted, so that equal facts give an equal visit.
 */
final class ClosedVisitAssembly {

  private static final Comparator<LabFact> LABS =
      Comparator.comparing(LabFact::getObservedAt)
          .thenComparing(LabFact::getTest, Codings.ORDER)
          .thenComparing(LabFact::getValue)
          .thenComparing(LabFact::getUnit, Comparator.nullsLast(Comparator.naturalOrder()));

  private final Rows rows;
  private final String patient;
  private final VisitHeader header;
  private final List<Coding> diagnoses = new ArrayList<>();
  private final List<Coding> procedures = new ArrayList<>();
  private final List<LabFact> labs = new ArrayList<>();
  private final List<String> orderIds = new ArrayList<>();

  private ClosedVisitAssembly(Rows rows, String patient, VisitHeader header) {
    this.rows = rows;
    this.patient = patient;
    this.header = header;
  }

  /** The visit as its rows tell it now; admission and discharge must be known. */
  static ClosedVisit of(Rows rows, String patient, VisitHeader header) {
    return new ClosedVisitAssembly(rows, patient, header).assemble();
  }

  private ClosedVisit assemble() {
    PatientRow person = PatientFold.of(rows, patient);
    readFacts();
    return new ClosedVisit(
        patient,
        header.getVisitId(),
        PatientClass.valueOf(header.getPatientClass()),
        Sex.valueOf(person.getSex()),
        person.getBirthYear(),
        header.getAdmittedAt(),
        header.getDischargedAt(),
        eachOnce(diagnoses),
        eachOnce(procedures),
        medications(),
        labs.stream().sorted(LABS).toList());
  }

  private void readFacts() {
    int kindAt = Keys.kindAt(patient, header.getVisitId());
    rows.scan(
        Keys.facts(patient, header.getVisitId()),
        (key, value) -> {
          int kind = key[kindAt];
          if (kind == Kind.DIAGNOSIS.code()) {
            addCoded(Kind.DIAGNOSIS.codec().decode(value), diagnoses);
          } else if (kind == Kind.PROCEDURE.code()) {
            addCoded(Kind.PROCEDURE.codec().decode(value), procedures);
          } else if (kind == Kind.LAB.code()) {
            addLab(Kind.LAB.codec().decode(value));
          } else if (kind == Kind.VISIT_ORDER.code()) {
            orderIds.add(Kind.VISIT_ORDER.codec().decode(value).getPlacerOrderId());
          }
          return true;
        });
  }

  private static void addCoded(CodedFact fact, List<Coding> codings) {
    if (fact.getPresent()) {
      codings.add(Codings.coding(fact.getCoding()));
    }
  }

  private void addLab(LabRow lab) {
    if (lab.getPresent() && lab.getValue() != null) {
      labs.add(
          new LabFact(
              Codings.coding(lab.getTest()), lab.getValue(), lab.getUnit(), lab.getObservedAt()));
    }
  }

  /** By system and code; of several display names the first in alphabetical order. */
  private static List<Coding> eachOnce(Collection<Coding> codings) {
    Map<List<String>, Coding> first =
        new TreeMap<>(
            Comparator.comparing((List<String> c) -> c.get(0)).thenComparing(c -> c.get(1)));
    codings.stream()
        .sorted(Codings.ORDER)
        .forEach(c -> first.putIfAbsent(List.of(c.getSystem(), c.getCode()), c));
    return List.copyOf(first.values());
  }

  private List<MedicationFact> medications() {
    Map<String, MedicationFact> byOrder = new TreeMap<>();
    for (String orderId : orderIds) {
      Order order = Order.of(rows.find(Keys.order(patient, orderId)));
      boolean continued = order.cameFromElsewhere(header.getVisitId());
      byOrder.put(orderId, medication(order, continued));
    }
    KeyRange running = Keys.continuingOrdersEndingAfter(patient, header.getAdmittedAt());
    for (OrderRef ref : rows.all(Kind.CONTINUING_ORDER, running)) {
      Order order = Order.of(rows.find(Keys.order(patient, ref.getPlacerOrderId())));
      if (!order.activeFrom().isAfter(header.getDischargedAt())) {
        byOrder.putIfAbsent(ref.getPlacerOrderId(), medication(order, true));
      }
    }
    return List.copyOf(byOrder.values());
  }

  /** As it was at discharge: what was stopped or renamed afterwards is not this visit's. */
  private MedicationFact medication(Order order, boolean continued) {
    Instant discharge = header.getDischargedAt();
    Instant end = order.end();
    return new MedicationFact(
        order.medicationAt(discharge),
        order.placerOrderId(),
        order.type(),
        continued,
        order.startedAt(),
        end == null || end.isAfter(discharge) ? null : end);
  }
}
