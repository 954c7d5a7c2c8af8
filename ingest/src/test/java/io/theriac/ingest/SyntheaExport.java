package io.theriac.ingest;

import io.theriac.ingest.csv.CsvSource;
import java.nio.file.Path;

/** A small Synthea export, told as a story. */
final class SyntheaExport {

  final TableFixture tables =
      new TableFixture()
          .table("patients", "Id,BIRTHDATE,DEATHDATE,GENDER")
          .table("encounters", "Id,START,STOP,PATIENT,ENCOUNTERCLASS,CODE,DESCRIPTION")
          .table("conditions", "START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION")
          .table("procedures", "START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION")
          .table(
              "observations", "DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE")
          .table("medications", "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION");

  static SyntheaExport aSyntheaExport() {
    return new SyntheaExport();
  }

  SyntheaExport patient(String id, String birthDate, String gender) {
    tables.row("patients", id, birthDate, "", gender);
    return this;
  }

  SyntheaExport encounter(String id, String patient, String type, String start, String stop) {
    tables.row("encounters", id, start, stop, patient, type, "185349003", "Encounter");
    return this;
  }

  SyntheaExport condition(String encounter, String patient, String code, String start) {
    return condition(encounter, patient, code, start, "");
  }

  SyntheaExport condition(
      String encounter, String patient, String code, String start, String stop) {
    tables.row("conditions", start, stop, patient, encounter, "SNOMED-CT", code, "Condition");
    return this;
  }

  SyntheaExport procedure(String encounter, String patient, String code, String start) {
    tables.row("procedures", start, "", patient, encounter, "SNOMED-CT", code, "Procedure");
    return this;
  }

  SyntheaExport lab(String encounter, String patient, String code, String value, String time) {
    return observation(encounter, patient, "laboratory", code, value, "numeric", time);
  }

  SyntheaExport observation(
      String encounter,
      String patient,
      String category,
      String code,
      String value,
      String type,
      String time) {
    tables.row(
        "observations", time, patient, encounter, category, code, "Test", value, "mg/dL", type);
    return this;
  }

  SyntheaExport medication(
      String encounter, String patient, String code, String start, String stop) {
    tables.row("medications", start, stop, patient, encounter, code, "Drug");
    return this;
  }

  Imported imported(Path directory) {
    return imported(directory, ImportOptions.defaults());
  }

  Imported imported(Path directory, ImportOptions options) {
    CsvSource source = CsvSource.directory(tables.write(directory, false));
    return Imported.from(SyntheaImporter.read(source, Pseudonymizer.forSyntheticData(), options));
  }
}
