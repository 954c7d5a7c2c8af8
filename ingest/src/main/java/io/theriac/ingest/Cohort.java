package io.theriac.ingest;

import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Patients and encounters of an import by the source's own numbers: what stays in memory, about 300
 * bytes a patient and 250 an encounter; rows of all other tables only pass through.
 */
final class Cohort {

  private final Map<String, Patient> patients = new HashMap<>();
  private final Map<String, Encounter> encounters = new HashMap<>();

  /**
   * @throws ImportException if the number is there already
   */
  void add(CsvRow row, Column number, Patient patient) {
    if (patients.putIfAbsent(row.need(number), patient) != null) {
      throw row.error(number, "is there twice", "keep one row for each patient");
    }
  }

  /**
   * @throws ImportException if the number is there already
   */
  void add(CsvRow row, Column number, Encounter encounter) {
    if (encounters.putIfAbsent(row.need(number), encounter) != null) {
      throw row.error(number, "is there twice", "keep one row for each encounter");
    }
    encounter.patient.add(encounter);
  }

  /** The patient of a number, or null. */
  Patient patient(String number) {
    return patients.get(number);
  }

  /** The encounter of a number, or null. */
  Encounter encounter(String number) {
    return encounters.get(number);
  }

  Collection<Patient> patients() {
    return patients.values();
  }
}
