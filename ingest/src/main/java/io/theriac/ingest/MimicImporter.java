package io.theriac.ingest;

import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.PatientClass;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Imports MIMIC-III's tables: admissions, patients, ICD-9 diagnoses and procedures, prescriptions
 * and, where they are there, laboratory results and the dictionaries.
 *
 * <ul>
 *   <li>Local times are taken in the zone of the options; the data are shifted to future years, so
 *       UTC does no harm.
 *   <li>Diagnoses and procedures are coded at discharge: they occur 1 ms before it.
 *   <li>Laboratory results keep their time; up to seven days outside the admission they move its
 *       admission or discharge event, not its recorded times. A result without admission is
 *       published without visit if exactly one admission of the patient holds its time.
 *   <li>Dates of birth of the very old are shifted to 300 years before: they get the year that
 *       makes them 91 at their first admission, the published median.
 * </ul>
 */
public final class MimicImporter {

  static final String SOURCE = "MIMIC-III";
  private static final List<String> REQUIRED =
      List.of("PATIENTS", "ADMISSIONS", "DIAGNOSES_ICD", "PRESCRIPTIONS");
  private static final List<String> OPTIONAL =
      List.of("PROCEDURES_ICD", "LABEVENTS", "D_ICD_DIAGNOSES", "D_ICD_PROCEDURES", "D_LABITEMS");
  private static final int SHIFTED_AGE = 150;
  private static final int MEDIAN_AGE_OF_SHIFTED = 91;

  private final CsvSource tables;
  private final Pseudonymizer ids;
  private final ImportOptions options;
  private final Tally tally = new Tally();
  private final Cohort cohort = new Cohort();
  private final ClinicalEvents events;
  private final Map<String, String> diagnosisNames = new HashMap<>();
  private final Map<String, String> procedureNames = new HashMap<>();
  private final Map<String, Coding> tests = new HashMap<>();

  private MimicImporter(CsvSource tables, Pseudonymizer ids, ImportOptions options) {
    this.tables = tables;
    this.ids = ids;
    this.options = options;
    this.events = new ClinicalEvents(SOURCE, ids, options, tally);
  }

  /**
   * Reads and sorts everything; close the stream when done with it.
   *
   * @throws ImportException if a table, column or value is missing or unreadable
   */
  public static EventStream read(CsvSource tables, Pseudonymizer ids, ImportOptions options) {
    MimicImporter importer = new MimicImporter(tables, ids, options);
    try {
      return importer.read();
    } catch (RuntimeException | Error e) {
      importer.events.close();
      throw e;
    }
  }

  private EventStream read() {
    Tables files = new Tables(tables, REQUIRED, OPTIONAL, tally, options.progress());
    files.read("PATIENTS", this::patients);
    files.read("ADMISSIONS", this::admissions);
    cohort.patients().forEach(this::correctBirthYear);
    files.read("D_ICD_DIAGNOSES", table -> names(table, diagnosisNames));
    files.read("D_ICD_PROCEDURES", table -> names(table, procedureNames));
    files.read("D_LABITEMS", this::labItems);
    files.read("DIAGNOSES_ICD", this::diagnoses);
    files.read("PROCEDURES_ICD", this::procedures);
    MimicPrescriptions prescriptions = new MimicPrescriptions(cohort, events, tally, options);
    files.read("PRESCRIPTIONS", prescriptions::bind);
    files.read("LABEVENTS", this::labEvents);
    return events.finish(cohort.patients());
  }

  private Consumer<CsvRow> patients(CsvTable table) {
    Column subject = table.required("SUBJECT_ID");
    Column gender = table.required("GENDER");
    Column birth = table.required("DOB");
    return row -> {
      String key = ids.patientKey(SOURCE, row.need(subject));
      cohort.add(
          row, subject, new Patient(key, Times.year(row, birth), Patient.sex(row.text(gender))));
    };
  }

  private void correctBirthYear(Patient patient) {
    patient
        .firstEndingAfter(Long.MIN_VALUE)
        .map(first -> Instant.ofEpochMilli(first.start).atZone(options.zone()).getYear())
        .filter(year -> patient.birthYear != null && year - patient.birthYear >= SHIFTED_AGE)
        .ifPresent(
            year -> {
              tally.adjusted("PATIENTS: birth shifted 300 years back, taken as 91 years old");
              patient.birthYear = year - MEDIAN_AGE_OF_SHIFTED;
            });
  }

  private Consumer<CsvRow> admissions(CsvTable table) {
    Column subject = table.required("SUBJECT_ID");
    Column admission = table.required("HADM_ID");
    Column admitted = table.required("ADMITTIME");
    Column discharged = table.required("DISCHTIME");
    return row -> {
      Patient patient = cohort.patient(row.need(subject));
      row.need(admitted);
      long start = millis(Times.local(row, admitted));
      if (patient == null) {
        tally.leftOut("ADMISSIONS: patient not in PATIENTS");
      } else if (start < Encounter.EARLIEST_TIME) {
        tally.leftOut("ADMISSIONS: before 1970-01-02, earlier than Kafka's record times reach");
      } else {
        LocalDateTime end = Times.local(row, discharged);
        long stop = end == null ? Encounter.OPEN : millis(end);
        if (stop < start) {
          tally.adjusted("ADMISSIONS: discharge before admission, discharged at admission");
        }
        String visitId = ids.visitId(SOURCE, row.need(admission));
        cohort.add(
            row, admission, new Encounter(patient, visitId, PatientClass.INPATIENT, start, stop));
      }
    };
  }

  private static Consumer<CsvRow> names(CsvTable table, Map<String, String> names) {
    Column code = table.required("ICD9_CODE");
    Column title = table.required("LONG_TITLE");
    return row -> names.put(row.text(code), row.text(title));
  }

  private Consumer<CsvRow> labItems(CsvTable table) {
    Column item = table.required("ITEMID");
    Column label = table.required("LABEL");
    Column loinc = table.required("LOINC_CODE");
    return row -> {
      String code = row.text(loinc);
      String id = row.need(item);
      tests.put(
          id,
          code.isEmpty()
              ? new Coding("MIMIC-LAB", id, row.text(label))
              : new Coding("LOINC", code, row.text(label)));
    };
  }

  /** What to do with one ICD code of an admission. */
  @FunctionalInterface
  private interface CodeSink {
    void take(Encounter encounter, long time, CodedEntry entry, String... naturalKey);
  }

  private Consumer<CsvRow> diagnoses(CsvTable table) {
    return codes(table, "DIAGNOSES_ICD", "ICD-9-CM", diagnosisNames, events::diagnosis);
  }

  private Consumer<CsvRow> procedures(CsvTable table) {
    return codes(table, "PROCEDURES_ICD", "ICD-9-PCS", procedureNames, events::procedure);
  }

  private Consumer<CsvRow> codes(
      CsvTable table, String name, String system, Map<String, String> names, CodeSink sink) {
    Column subject = table.required("SUBJECT_ID");
    Column admission = table.required("HADM_ID");
    Column code = table.required("ICD9_CODE");
    Column sequence = table.required("SEQ_NUM");
    return row -> {
      Encounter encounter = encounter(name, row, subject, admission);
      String icd = row.text(code);
      if (encounter == null) {
        return;
      }
      if (icd.isEmpty()) {
        tally.leftOut(name + ": no code");
        return;
      }
      String rank = row.text(sequence);
      CodedEntry entry =
          CodedEntry.newBuilder()
              .setCoding(new Coding(system, icd, names.get(icd)))
              .setRank(rank.isEmpty() ? null : Integer.valueOf((int) row.number(sequence)))
              .build();
      long time = encounter.isOpen() ? encounter.start : encounter.within(encounter.stop);
      sink.take(encounter, time, entry, row.text(admission), icd, rank);
    };
  }

  private Consumer<CsvRow> labEvents(CsvTable table) {
    Column subject = table.required("SUBJECT_ID");
    Column admission = table.required("HADM_ID");
    Column item = table.required("ITEMID");
    Column charted = table.required("CHARTTIME");
    Column value = table.required("VALUENUM");
    Column unit = table.required("VALUEUOM");
    return row -> {
      if (row.text(value).isEmpty()) {
        tally.leftOut("LABEVENTS: result that is not a number");
        return;
      }
      double number = row.number(value);
      row.need(charted);
      long time = millis(Times.local(row, charted));
      LabPlace place = labPlace(row, subject, admission, time);
      if (place != null) {
        String id = row.need(item);
        events.lab(
            place.patient,
            place.encounter,
            time,
            tests.computeIfAbsent(id, unnamed -> new Coding("MIMIC-LAB", unnamed, null)),
            number,
            row.text(unit),
            row.text(subject),
            row.text(admission),
            id,
            row.text(charted),
            row.text(value));
      }
    };
  }

  /**
   * @param encounter null when the source names none
   */
  private record LabPlace(Patient patient, Encounter encounter) {}

  private LabPlace labPlace(CsvRow row, Column subject, Column admission, long time) {
    if (!row.text(admission).isEmpty()) {
      Encounter encounter = encounter("LABEVENTS", row, subject, admission);
      if (encounter != null && !encounter.accepts(time)) {
        tally.leftOut("LABEVENTS: more than 7 days outside the admission");
        return null;
      }
      return encounter == null ? null : new LabPlace(encounter.patient, encounter);
    }
    Patient patient = cohort.patient(row.need(subject));
    if (patient == null) {
      tally.leftOut("LABEVENTS: patient not in PATIENTS");
      return null;
    }
    int holders = patient.encountersAt(time).size();
    if (holders != 1) {
      tally.leftOut(
          holders == 0
              ? "LABEVENTS: no admission named, outside every admission"
              : "LABEVENTS: no admission named, inside several");
      return null;
    }
    return new LabPlace(patient, null);
  }

  private Encounter encounter(String name, CsvRow row, Column subject, Column admission) {
    return encounter(cohort, tally, name, row, subject, admission);
  }

  /** The admission of a row; null, and counted, if there is none or it is another patient's. */
  static Encounter encounter(
      Cohort cohort, Tally tally, String name, CsvRow row, Column subject, Column admission) {
    Encounter encounter = cohort.encounter(row.text(admission));
    if (encounter == null) {
      tally.leftOut(name + ": admission not imported");
      return null;
    }
    if (encounter.patient != cohort.patient(row.need(subject))) {
      tally.leftOut(name + ": patient is not the admission's");
      return null;
    }
    return encounter;
  }

  private long millis(LocalDateTime local) {
    return local.atZone(options.zone()).toInstant().toEpochMilli();
  }
}
