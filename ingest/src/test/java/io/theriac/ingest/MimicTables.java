package io.theriac.ingest;

import io.theriac.ingest.csv.CsvSource;
import java.nio.file.Path;

/** A small set of MIMIC-III tables, told as a story. */
final class MimicTables {

  final TableFixture tables =
      new TableFixture()
          .table("PATIENTS", "ROW_ID,SUBJECT_ID,GENDER,DOB")
          .table("ADMISSIONS", "row_id,subject_id,hadm_id,admittime,dischtime,admission_type")
          .table("DIAGNOSES_ICD", "ROW_ID,SUBJECT_ID,HADM_ID,SEQ_NUM,ICD9_CODE")
          .table("PROCEDURES_ICD", "ROW_ID,SUBJECT_ID,HADM_ID,SEQ_NUM,ICD9_CODE")
          .table("LABEVENTS", "ROW_ID,SUBJECT_ID,HADM_ID,ITEMID,CHARTTIME,VALUE,VALUENUM,VALUEUOM")
          .table("D_LABITEMS", "ROW_ID,ITEMID,LABEL,FLUID,CATEGORY,LOINC_CODE")
          .table("D_ICD_DIAGNOSES", "ROW_ID,ICD9_CODE,SHORT_TITLE,LONG_TITLE")
          .table(
              "PRESCRIPTIONS", "ROW_ID,SUBJECT_ID,HADM_ID,STARTDATE,ENDDATE,DRUG,NDC,DOSE_VAL_RX");

  private int rowId;

  static MimicTables mimicTables() {
    return new MimicTables();
  }

  private String nextRowId() {
    return String.valueOf(++rowId);
  }

  MimicTables patient(String subject, String gender, String birth) {
    tables.row("PATIENTS", nextRowId(), subject, gender, birth);
    return this;
  }

  MimicTables admission(String hadm, String subject, String admitted, String discharged) {
    tables.row("ADMISSIONS", nextRowId(), subject, hadm, admitted, discharged, "EMERGENCY");
    return this;
  }

  MimicTables diagnosis(String hadm, String subject, int rank, String code) {
    tables.row("DIAGNOSES_ICD", nextRowId(), subject, hadm, String.valueOf(rank), code);
    return this;
  }

  MimicTables procedure(String hadm, String subject, int rank, String code) {
    tables.row("PROCEDURES_ICD", nextRowId(), subject, hadm, String.valueOf(rank), code);
    return this;
  }

  MimicTables lab(String hadm, String subject, String item, String time, String value) {
    tables.row("LABEVENTS", nextRowId(), subject, hadm, item, time, value, value, "mg/dL");
    return this;
  }

  MimicTables labItem(String item, String label, String loinc) {
    tables.row("D_LABITEMS", nextRowId(), item, label, "Blood", "Chemistry", loinc);
    return this;
  }

  MimicTables diagnosisName(String code, String name) {
    tables.row("D_ICD_DIAGNOSES", nextRowId(), code, "short", name);
    return this;
  }

  MimicTables prescription(String hadm, String subject, String ndc, String start, String end) {
    tables.row("PRESCRIPTIONS", nextRowId(), subject, hadm, start, end, "Aspirin", ndc, "81");
    return this;
  }

  Imported imported(Path directory) {
    return imported(directory, ImportOptions.defaults());
  }

  Imported imported(Path directory, ImportOptions options) {
    CsvSource source = CsvSource.directory(tables.write(directory, true));
    return Imported.from(MimicImporter.read(source, Pseudonymizer.forSyntheticData(), options));
  }
}
