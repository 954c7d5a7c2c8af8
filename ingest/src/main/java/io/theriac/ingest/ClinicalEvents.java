package io.theriac.ingest;

import io.theriac.ingest.sort.EventSorter;
import io.theriac.ingest.sort.SortedEvents;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.LabStatus;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes clinical events and puts them into the sorter.
 *
 * <p>Every event id is a keyed hash of source, table, the row's natural key and the action. Times
 * are milliseconds since 1970-01-01T00:00Z. Events of one instant are ordered: demographics,
 * admission, diagnoses, procedures, laboratory, orders stopped, orders begun, discharge.
 */
final class ClinicalEvents implements AutoCloseable {

  private static final int DEMOGRAPHICS = 0;
  private static final int ADMISSION = 1;
  private static final int DIAGNOSIS = 2;
  private static final int PROCEDURE = 3;
  private static final int LABORATORY = 4;
  private static final int ORDER_STOPPED = 5;
  private static final int ORDER_BEGUN = 6;
  private static final int DISCHARGE = 7;

  /**
   * An order of a medication.
   *
   * @param id natural key within the patient
   * @param startsAt when the first dose is due
   * @param stopsAt planned end; null when open
   */
  record Order(String id, Coding medication, OrderType type, Instant startsAt, Instant stopsAt) {}

  private final String source;
  private final Pseudonymizer ids;
  private final Topics topics;
  private final Predicate<Coding> knownMedication;
  private final EventSorter sorter;
  private final Tally tally;

  ClinicalEvents(String source, Pseudonymizer ids, ImportOptions options, Tally tally) {
    this.source = source;
    this.ids = ids;
    this.topics = options.topics();
    this.knownMedication = options.knownMedication();
    this.sorter =
        new EventSorter(
            options.topics(),
            options.eventsInMemory(),
            options.temporaryDirectory(),
            options.progress());
    this.tally = tally;
  }

  /** A keyed id from a row's natural key. */
  String id(String kind, String... naturalKey) {
    String[] parts = new String[naturalKey.length + 1];
    parts[0] = source;
    System.arraycopy(naturalKey, 0, parts, 1, naturalKey.length);
    return ids.key(kind, parts);
  }

  void diagnosis(Encounter encounter, long time, CodedEntry entry, String... naturalKey) {
    tally.coding(entry.getCoding());
    encounter.fact(time);
    Diagnosis value =
        Diagnosis.newBuilder()
            .setHeader(header(id("diagnosis ADD", naturalKey), time))
            .setPatientKey(encounter.patient.key)
            .setVisitId(encounter.visitId)
            .setAction(EntryAction.ADD)
            .setEntries(List.of(entry))
            .build();
    add(topics.diagnoses(), encounter.patient, value, time, DIAGNOSIS);
  }

  void procedure(Encounter encounter, long time, CodedEntry entry, String... naturalKey) {
    tally.coding(entry.getCoding());
    encounter.fact(time);
    Procedure value =
        Procedure.newBuilder()
            .setHeader(header(id("procedure ADD", naturalKey), time))
            .setPatientKey(encounter.patient.key)
            .setVisitId(encounter.visitId)
            .setAction(EntryAction.ADD)
            .setEntries(List.of(entry))
            .build();
    add(topics.procedures(), encounter.patient, value, time, PROCEDURE);
  }

  /**
   * @param encounter null when the source does not say
   */
  void lab(
      Patient patient,
      Encounter encounter,
      long time,
      Coding test,
      double value,
      String unit,
      String... naturalKey) {
    tally.coding(test);
    if (encounter != null) {
      encounter.fact(time);
    }
    LabResult result =
        LabResult.newBuilder()
            .setHeader(header(id("lab FINAL", naturalKey), time))
            .setPatientKey(patient.key)
            .setVisitId(encounter == null ? null : encounter.visitId)
            .setResultId(id("result", naturalKey))
            .setTest(test)
            .setValue(value)
            .setUnit(unit.isEmpty() ? null : unit)
            .setStatus(LabStatus.FINAL)
            .build();
    add(topics.labs(), patient, result, time, LABORATORY);
  }

  void ordered(Encounter encounter, Order order, long time) {
    tally.order();
    tally.coding(order.medication());
    if (!knownMedication.test(order.medication())) {
      tally.unknownMedication(order.medication());
    }
    encounter.fact(time);
    order(encounter.patient, encounter.visitId, order, MedicationAction.NEW, time, ORDER_BEGUN);
  }

  /**
   * @param encounter null when the order is stopped outside the encounter it belongs to
   */
  void discontinued(Patient patient, Encounter encounter, Order order, long time) {
    if (encounter != null) {
      encounter.fact(time);
    }
    String visitId = encounter == null ? null : encounter.visitId;
    order(patient, visitId, order, MedicationAction.DISCONTINUE, time, ORDER_STOPPED);
  }

  private void order(
      Patient patient, String visitId, Order order, MedicationAction action, long time, int rank) {
    MedicationOrder value =
        MedicationOrder.newBuilder()
            .setHeader(header(id("order " + action, order.id()), time))
            .setPatientKey(patient.key)
            .setVisitId(visitId)
            .setAction(action)
            .setPlacerOrderId(order.id())
            .setMedication(order.medication())
            .setOrderType(order.type())
            .setStartsAt(order.startsAt())
            .setStopsAt(order.stopsAt())
            .build();
    add(topics.medications(), patient, value, time, rank);
  }

  /**
   * Ends the import: the visits' admissions and discharges, which depend on all their facts, and
   * the demographics 1 ms before a patient's first admission; then sorts.
   */
  EventStream finish(Collection<Patient> patients) {
    for (Patient patient : patients) {
      if (patient.encounters().isEmpty()) {
        tally.leftOut("patients: without an encounter that is imported");
        continue;
      }
      tally.patient();
      long first = Long.MAX_VALUE;
      for (Encounter encounter : patient.encounters()) {
        visit(encounter);
        first = Math.min(first, encounter.admissionTime());
      }
      demographics(patient, first - 1);
    }
    SortedEvents sorted = sorter.finish();
    return new EventStream(sorted, tally.report(sorted));
  }

  private void visit(Encounter encounter) {
    tally.visit();
    boolean inpatient = encounter.patientClass == PatientClass.INPATIENT;
    AdmissionAction begin = inpatient ? AdmissionAction.ADMIT : AdmissionAction.REGISTER;
    admission(encounter, begin, encounter.admissionTime(), ADMISSION);
    if (!encounter.isOpen()) {
      admission(encounter, AdmissionAction.DISCHARGE, encounter.dischargeTime(), DISCHARGE);
    }
  }

  private void admission(Encounter encounter, AdmissionAction action, long time, int rank) {
    boolean discharge = action == AdmissionAction.DISCHARGE;
    Admission value =
        Admission.newBuilder()
            .setHeader(header(id("visit " + action, encounter.visitId), time))
            .setPatientKey(encounter.patient.key)
            .setVisitId(encounter.visitId)
            .setAction(action)
            .setPatientClass(encounter.patientClass)
            .setAdmittedAt(Instant.ofEpochMilli(encounter.start))
            .setDischargedAt(discharge ? Instant.ofEpochMilli(encounter.stop) : null)
            .build();
    add(topics.admissions(), encounter.patient, value, time, rank);
  }

  private void demographics(Patient patient, long time) {
    PatientUpdate value =
        PatientUpdate.newBuilder()
            .setHeader(header(id("patient DEMOGRAPHICS", patient.key), time))
            .setPatientKey(patient.key)
            .setAction(PatientAction.DEMOGRAPHICS)
            .setBirthYear(patient.birthYear)
            .setSex(patient.sex)
            .build();
    add(topics.patients(), patient, value, time, DEMOGRAPHICS);
  }

  private EventHeader header(String eventId, long time) {
    Instant at = Instant.ofEpochMilli(time);
    return EventHeader.newBuilder()
        .setEventId(eventId)
        .setSourceSystem(source)
        .setOccurredAt(at)
        .setRecordedAt(at)
        .build();
  }

  private void add(
      Topic<? extends SpecificRecord> topic,
      Patient patient,
      SpecificRecord value,
      long time,
      int rank) {
    OutboundEvent event = new OutboundEvent(topic, patient.key, value, Instant.ofEpochMilli(time));
    tally.event(event);
    sorter.add(event, rank);
  }

  @Override
  public void close() {
    sorter.close();
  }
}
