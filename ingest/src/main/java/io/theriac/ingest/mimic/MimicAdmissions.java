package io.theriac.ingest.mimic;

import io.theriac.ingest.Times;
import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.schemas.avro.Sex;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Patients and admissions of MIMIC by their numbers. */
final class MimicAdmissions {

  private static final int SHIFTED_AGE = 150;
  private static final int MEDIAN_AGE_OF_SHIFTED = 91;

  private final MimicRelease release;
  private final RuleCounts counts;
  private final Map<String, Person> patients = new HashMap<>();
  private final Map<String, Stay> stays = new HashMap<>();

  /**
   * @param birthYear year of birth, in MIMIC-IV the anchor year less the age then; null if unknown
   */
  private record Person(Sex sex, Integer birthYear) {}

  /**
   * An admission.
   *
   * @param admitted local time, shifted into the future by the source
   * @param discharged likewise; the admission where it is unknown or before it
   * @param age in years, null if unknown
   */
  record Stay(
      String subject,
      String number,
      Sex sex,
      Integer age,
      LocalDateTime admitted,
      LocalDateTime discharged) {}

  MimicAdmissions(MimicRelease release, RuleCounts counts) {
    this.release = release;
    this.counts = counts;
  }

  void readPatients(CsvTable table) {
    Column subject = table.required("SUBJECT_ID");
    Column gender = table.required("GENDER");
    boolean third = release == MimicRelease.III;
    Column born = table.required(third ? "DOB" : "ANCHOR_YEAR");
    Optional<Column> age = third ? Optional.empty() : Optional.of(table.required("ANCHOR_AGE"));
    for (CsvRow row = table.next(); row != null; row = table.next()) {
      Integer year =
          row.text(born).isEmpty()
              ? null
              : age.isEmpty()
                  ? Times.year(row, born)
                  : Integer.valueOf(whole(row, born) - whole(row, age.get()));
      if (patients.putIfAbsent(row.need(subject), new Person(sex(row.text(gender)), year))
          != null) {
        throw row.error(subject, "is there twice", "keep one row for each patient");
      }
    }
    counts.add("patients", patients.size());
  }

  void readAdmissions(CsvTable table) {
    Column subject = table.required("SUBJECT_ID");
    Column number = table.required("HADM_ID");
    Column admitted = table.required("ADMITTIME");
    Column discharged = table.required("DISCHTIME");
    for (CsvRow row = table.next(); row != null; row = table.next()) {
      counts.add("admissions", 1);
      Person person = patients.get(row.need(subject));
      if (person == null) {
        counts.add("  left out: patient not in PATIENTS", 1);
        continue;
      }
      row.need(admitted);
      LocalDateTime time = Times.local(row, admitted);
      Stay stay =
          new Stay(
              row.text(subject),
              row.need(number),
              person.sex(),
              age(person, time),
              time,
              end(row, discharged, time));
      if (stays.putIfAbsent(stay.number(), stay) != null) {
        throw row.error(number, "is there twice", "keep one row for each admission");
      }
    }
  }

  private LocalDateTime end(CsvRow row, Column discharged, LocalDateTime admitted) {
    LocalDateTime end = row.text(discharged).isEmpty() ? admitted : Times.local(row, discharged);
    if (end.isBefore(admitted)) {
      counts.add("  discharged before they were admitted: taken to end at once", 1);
      return admitted;
    }
    return end;
  }

  /** All admissions, in no order. */
  Collection<Stay> all() {
    return stays.values();
  }

  /**
   * The admission of a row; empty, and counted under the table's name, if there is none or it is
   * another patient's.
   */
  Optional<Stay> of(CsvRow row, Column subject, Column number, String table) {
    Stay stay = stays.get(row.text(number));
    if (stay == null) {
      counts.add("  left out: %s without a known admission".formatted(table), 1);
    } else if (!stay.subject().equals(row.text(subject))) {
      counts.add("  left out: %s of another patient than their admission's".formatted(table), 1);
      stay = null;
    }
    return Optional.ofNullable(stay);
  }

  /** Births moved back by 300 years give 91, the published median of the very old. */
  private static Integer age(Person person, LocalDateTime admitted) {
    if (person.birthYear() == null) {
      return null;
    }
    int age = admitted.getYear() - person.birthYear();
    return age < 0 ? null : Integer.valueOf(age >= SHIFTED_AGE ? MEDIAN_AGE_OF_SHIFTED : age);
  }

  private static int whole(CsvRow row, Column column) {
    double value = row.number(column);
    if (value != Math.rint(value) || value < 0 || value > 9999) {
      throw row.error(column, "is not a whole number of years", "write it like 2150");
    }
    return (int) value;
  }

  private static Sex sex(String value) {
    return switch (value) {
      case "F", "f" -> Sex.FEMALE;
      case "M", "m" -> Sex.MALE;
      default -> Sex.UNKNOWN;
    };
  }
}
