package io.theriac.ingest;

import io.theriac.ingest.ClinicalEvents.Order;
import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Imports Synthea's CSV export, whole or trimmed to the columns used here.
 *
 * <ul>
 *   <li>Conditions and medication orders are reported at their start, moved into their encounter
 *       where they lie up to seven days outside; the true start stands in the event.
 *   <li>Conditions and orders whose encounter is not imported (Synthea exports what is still active
 *       from before its window; Kafka takes no record times before 1970) are reported at the
 *       patient's next encounter if still active then.
 *   <li>Procedures and laboratory results keep their time; up to seven days outside the encounter
 *       they move its admission or discharge event, not its recorded times.
 *   <li>Dates without a time are days in UTC.
 * </ul>
 */
public final class SyntheaImporter {

  private static final String SOURCE = "SYNTHEA";
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final List<String> REQUIRED =
      List.of("patients", "encounters", "conditions", "medications");
  private static final List<String> OPTIONAL = List.of("procedures", "observations");

  private final CsvSource tables;
  private final Pseudonymizer ids;
  private final ImportOptions options;
  private final Tally tally = new Tally();
  private final Cohort cohort = new Cohort();
  private final ClinicalEvents events;

  private SyntheaImporter(CsvSource tables, Pseudonymizer ids, ImportOptions options) {
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
    SyntheaImporter importer = new SyntheaImporter(tables, ids, options);
    try {
      return importer.read();
    } catch (RuntimeException | Error e) {
      importer.events.close();
      throw e;
    }
  }

  private EventStream read() {
    Tables files = new Tables(tables, REQUIRED, OPTIONAL, tally, options.progress());
    files.read("patients", this::patients);
    files.read("encounters", this::encounters);
    files.read("conditions", this::conditions);
    files.read("procedures", this::procedures);
    files.read("observations", this::observations);
    files.read("medications", this::medications);
    return events.finish(cohort.patients());
  }

  private Consumer<CsvRow> patients(CsvTable table) {
    Column id = table.required("Id");
    Column birthDate = table.required("BIRTHDATE");
    Column gender = table.required("GENDER");
    return row -> {
      String key = ids.patientKey(SOURCE, row.need(id));
      cohort.add(
          row, id, new Patient(key, Times.year(row, birthDate), Patient.sex(row.text(gender))));
    };
  }

  private Consumer<CsvRow> encounters(CsvTable table) {
    Column id = table.required("Id");
    Column patientId = table.required("PATIENT");
    Column start = table.required("START");
    Column stop = table.required("STOP");
    Column encounterClass = table.required("ENCOUNTERCLASS");
    return row -> {
      Patient patient = cohort.patient(row.need(patientId));
      long from = Times.instant(row, start);
      if (patient == null) {
        tally.leftOut("encounters: patient not in patients.csv");
      } else if (from < Encounter.EARLIEST_TIME) {
        tally.leftOut("encounters: before 1970-01-02, earlier than Kafka's record times reach");
      } else {
        long to = row.text(stop).isEmpty() ? Encounter.OPEN : Times.instant(row, stop);
        if (to < from) {
          tally.adjusted("encounters: stop before start, ended at the start");
        }
        String visitId = ids.visitId(SOURCE, row.need(id));
        PatientClass patientClass = patientClass(row.text(encounterClass));
        cohort.add(row, id, new Encounter(patient, visitId, patientClass, from, to));
      }
    };
  }

  private static PatientClass patientClass(String encounterClass) {
    return switch (encounterClass.toLowerCase(Locale.ROOT)) {
      case "inpatient" -> PatientClass.INPATIENT;
      case "emergency", "urgentcare" -> PatientClass.EMERGENCY;
      default -> PatientClass.OUTPATIENT;
    };
  }

  private Consumer<CsvRow> conditions(CsvTable table) {
    Fact fact = new Fact(table, "conditions", "START");
    Optional<Column> stop = table.optional("STOP");
    Optional<Column> system = table.optional("SYSTEM");
    return row -> {
      long start = Times.instant(row, fact.time);
      Long end = Times.optionalInstant(row, stop);
      if (fact.isUncoded(row)) {
        return;
      }
      // A stop date includes its day.
      Placement place = place(fact, row, start, end == null ? Encounter.OPEN : end + DAY);
      if (place != null) {
        CodedEntry entry =
            CodedEntry.newBuilder()
                .setCoding(fact.coding(row, clinicalSystem(row.text(system))))
                .setNotedAt(place.time / DAY == start / DAY ? null : instantOrNull(start))
                .build();
        events.diagnosis(place.encounter, place.time, entry, fact.naturalKey(row));
      }
    };
  }

  private Consumer<CsvRow> procedures(CsvTable table) {
    Fact fact = new Fact(table, "procedures", "START", "DATE");
    Optional<Column> system = table.optional("SYSTEM");
    return row -> {
      long start = Times.instant(row, fact.time);
      Encounter encounter = fact.isUncoded(row) ? null : encounterOf(fact, row, start);
      if (encounter != null) {
        Coding coding = fact.coding(row, clinicalSystem(row.text(system)));
        CodedEntry entry = CodedEntry.newBuilder().setCoding(coding).build();
        events.procedure(encounter, start, entry, fact.naturalKey(row));
      }
    };
  }

  private Consumer<CsvRow> observations(CsvTable table) {
    Fact fact = new Fact(table, "observations", "DATE");
    Column category = table.required("CATEGORY");
    Column value = table.required("VALUE");
    Column unit = table.required("UNITS");
    Column type = table.required("TYPE");
    return row -> {
      if (!row.text(category).equals("laboratory")) {
        tally.leftOut("observations: not a laboratory result");
        return;
      }
      if (!row.text(type).equals("numeric")) {
        tally.leftOut("observations: laboratory result that is not a number");
        return;
      }
      long time = Times.instant(row, fact.time);
      double number = row.number(value);
      Encounter encounter = fact.isUncoded(row) ? null : encounterOf(fact, row, time);
      if (encounter != null) {
        String[] key = fact.naturalKey(row, row.text(value), row.text(unit));
        Coding test = fact.coding(row, "LOINC");
        events.lab(encounter.patient, encounter, time, test, number, row.text(unit), key);
      }
    };
  }

  private Consumer<CsvRow> medications(CsvTable table) {
    Fact fact = new Fact(table, "medications", "START");
    Column stop = table.required("STOP");
    return row -> {
      long start = Times.instant(row, fact.time);
      Long end = Times.optionalInstant(row, Optional.of(stop));
      if (fact.isUncoded(row)) {
        return;
      }
      if (end != null && end < start) {
        tally.adjusted("medications: stop before start, stopped at the start");
        end = start;
      }
      Placement place = place(fact, row, start, end == null ? Encounter.OPEN : end);
      if (place != null) {
        order(place, fact, row, start, end);
      }
    };
  }

  /** An inpatient order is one that an inpatient encounter both begins and ends. */
  private void order(Placement place, Fact fact, CsvRow row, long start, Long end) {
    Encounter encounter = place.encounter;
    boolean endsInside = end != null && end <= encounter.stop;
    boolean inpatient =
        endsInside && !place.carried && encounter.patientClass == PatientClass.INPATIENT;
    String stopText = end == null ? "" : end.toString();
    Order order =
        new Order(
            events.id("order", fact.naturalKey(row, stopText)),
            fact.coding(row, "RXNORM"),
            inpatient ? OrderType.INPATIENT : OrderType.OUTPATIENT,
            instantOrNull(start),
            end == null ? null : instantOrNull(end));
    events.ordered(encounter, order, place.time);
    if (end != null) {
      long time = Math.max(end, place.time + 1);
      boolean inside = time <= encounter.stop;
      events.discontinued(encounter.patient, inside ? encounter : null, order, time);
    }
  }

  /** Where and when something that lasts is reported. */
  private record Placement(Encounter encounter, long time, boolean carried) {}

  /** Its own encounter, or the next one at which it is still active; null if there is none. */
  private Placement place(Fact fact, CsvRow row, long start, long end) {
    Encounter own = cohort.encounter(row.text(fact.encounter));
    Patient patient = cohort.patient(row.need(fact.patient));
    if (patient == null) {
      tally.leftOut(fact.table + ": patient not in patients.csv");
      return null;
    }
    if (own != null && own.patient != patient) {
      tally.leftOut(fact.table + ": patient is not the encounter's");
      return null;
    }
    if (own != null && own.accepts(start)) {
      return new Placement(own, own.within(start), false);
    }
    Encounter next = patient.firstEndingAfter(start).orElse(null);
    if (next == null || end <= next.start) {
      tally.leftOut(fact.table + ": encounter not imported, over before the next one");
      return null;
    }
    tally.adjusted(fact.table + ": encounter not imported, reported at the next one");
    return new Placement(next, next.within(start), true);
  }

  /** The encounter of something that happens at one moment; null if it is not imported. */
  private Encounter encounterOf(Fact fact, CsvRow row, long time) {
    Encounter encounter = cohort.encounter(row.text(fact.encounter));
    if (encounter == null) {
      tally.leftOut(fact.table + ": encounter not imported");
    } else if (encounter.patient != cohort.patient(row.need(fact.patient))) {
      tally.leftOut(fact.table + ": patient is not the encounter's");
    } else if (!encounter.accepts(time)) {
      tally.leftOut(fact.table + ": more than 7 days outside the encounter");
    } else {
      return encounter;
    }
    return null;
  }

  private static String clinicalSystem(String system) {
    return system.isEmpty() || system.equals("http://snomed.info/sct") ? "SNOMED-CT" : system;
  }

  private static Instant instantOrNull(long time) {
    return time < 0 ? null : Instant.ofEpochMilli(time);
  }

  /** The columns that all tables of facts share. */
  private final class Fact {

    final String table;
    final Column time;
    final Column patient;
    final Column encounter;
    final Column code;
    final Optional<Column> description;

    Fact(CsvTable csv, String table, String... timeNames) {
      this.table = table;
      this.time = csv.required(timeNames);
      this.patient = csv.required("PATIENT");
      this.encounter = csv.required("ENCOUNTER");
      this.code = csv.required("CODE");
      this.description = csv.optional("DESCRIPTION");
    }

    boolean isUncoded(CsvRow row) {
      boolean uncoded = row.text(code).isEmpty();
      if (uncoded) {
        tally.leftOut(table + ": no code");
      }
      return uncoded;
    }

    Coding coding(CsvRow row, String system) {
      String display = row.text(description);
      return new Coding(system, row.text(code), display.isEmpty() ? null : display);
    }

    String[] naturalKey(CsvRow row, String... more) {
      String[] key = new String[4 + more.length];
      key[0] = row.text(patient);
      key[1] = row.text(encounter);
      key[2] = row.text(code);
      key[3] = row.text(time);
      System.arraycopy(more, 0, key, 4, more.length);
      return key;
    }
  }
}
