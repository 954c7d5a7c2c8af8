package io.theriac.model;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Closed visits for tests: {@code aVisit("anna", 2).diagnosed("I10").given("C09AA02").closed()}.
 */
public final class Visits {

  private static final Instant START = Instant.parse("2020-01-01T10:00:00Z");

  private final String patient;
  private final int day;
  private final List<Coding> diagnoses = new ArrayList<>();
  private final List<Coding> procedures = new ArrayList<>();
  private final List<MedicationFact> medications = new ArrayList<>();
  private final List<LabFact> labs = new ArrayList<>();
  private Sex sex = Sex.FEMALE;
  private Integer birthYear = 1950;
  private Instant discharged;

  private Visits(String patient, int day) {
    this.patient = patient;
    this.day = day;
  }

  /** A visit of a woman born in 1950 that begins so many days after 2020-01-01 and lasts two. */
  public static Visits aVisit(String patient, int day) {
    return new Visits(patient, day);
  }

  public Visits diagnosed(String... icd10) {
    for (String code : icd10) {
      diagnoses.add(new Coding("ICD-10-CM", code, null));
    }
    return this;
  }

  public Visits operated(String... icd10) {
    for (String code : icd10) {
      procedures.add(new Coding("ICD-10-PCS", code, null));
    }
    return this;
  }

  public Visits given(String... atc) {
    for (String code : atc) {
      given(new Coding("ATC", code, null));
    }
    return this;
  }

  public Visits given(Coding medication) {
    medications.add(
        new MedicationFact(
            medication, "order-" + medications.size(), OrderType.INPATIENT, false, null, null));
    return this;
  }

  /** A result of a LOINC test, in mmol/L. */
  public Visits measured(String loinc, double value) {
    return measured(loinc, value, "mmol/L");
  }

  public Visits measured(String loinc, double value, String unit) {
    labs.add(
        new LabFact(
            new Coding("LOINC", loinc, null), value, unit, START.plus(day, ChronoUnit.DAYS)));
    return this;
  }

  public Visits of(Sex other, Integer yearOfBirth) {
    sex = other;
    birthYear = yearOfBirth;
    return this;
  }

  /** Ends it at an instant, as ISO 8601. */
  public Visits until(String instant) {
    discharged = Instant.parse(instant);
    return this;
  }

  public ClosedVisit closed() {
    Instant admitted = START.plus(day, ChronoUnit.DAYS);
    return ClosedVisit.newBuilder()
        .setPatientKey(patient)
        .setVisitId(patient + "-" + day)
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(sex)
        .setBirthYear(birthYear)
        .setAdmittedAt(admitted)
        .setDischargedAt(discharged == null ? admitted.plus(2, ChronoUnit.DAYS) : discharged)
        .setDiagnoses(diagnoses)
        .setProcedures(procedures)
        .setMedications(medications)
        .setLabs(labs)
        .build();
  }
}
