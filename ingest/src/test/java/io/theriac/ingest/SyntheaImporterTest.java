package io.theriac.ingest;

import static io.theriac.ingest.SyntheaExport.aSyntheaExport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.LabStatus;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import io.theriac.schemas.avro.Sex;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheaImporterTest {

  private static final String DIABETES = "44054006";
  private static final String METFORMIN = "860975";

  @TempDir private Path directory;

  /** Ann, 70, comes to a check-up, is found diabetic and goes home with metformin. */
  private static SyntheaExport annsCheckUp() {
    return aSyntheaExport()
        .patient("ann", "1950-03-04", "F")
        .encounter("check-up", "ann", "wellness", "2020-05-01T10:00:00Z", "2020-05-01T10:30:00Z")
        .condition("check-up", "ann", DIABETES, "2020-05-01")
        .procedure("check-up", "ann", "430193006", "2020-05-01T10:00:00Z")
        .lab("check-up", "ann", "4548-4", "6.9", "2020-05-01T10:00:00Z")
        .medication("check-up", "ann", METFORMIN, "2020-05-01T10:00:00Z", "2021-05-01T10:00:00Z");
  }

  @Test
  void shouldTellTheWholeVisitInOrder() {
    Imported imported = annsCheckUp().imported(directory);

    assertThat(imported.events())
        .extracting(event -> event.value().getClass().getSimpleName())
        .containsExactly(
            "PatientUpdate",
            "Admission",
            "Diagnosis",
            "Procedure",
            "LabResult",
            "MedicationOrder",
            "Admission",
            "MedicationOrder");
    assertThat(imported.events()).extracting(OutboundEvent::key).containsOnly(annsKey());
    assertThat(imported.report().events()).isEqualTo(8);
    assertThat(imported.report().visits()).isEqualTo(1);
    assertThat(imported.report().patients()).isEqualTo(1);
    assertThat(imported.report().leftOut()).isEmpty();
    assertThat(imported.report().codingsBySystem())
        .containsOnly(entry("SNOMED-CT", 2L), entry("LOINC", 1L), entry("RXNORM", 1L));
  }

  @Test
  void shouldKeepWhatTheTablesSay() {
    Imported imported = annsCheckUp().imported(directory);

    PatientUpdate ann = imported.only(PatientUpdate.class);
    assertThat(ann.getBirthYear()).isEqualTo(1950);
    assertThat(ann.getSex()).isEqualTo(Sex.FEMALE);
    assertThat(ann.getPatientKey()).isEqualTo(annsKey());
    Admission begin = imported.admission(AdmissionAction.REGISTER);
    assertThat(begin.getPatientClass()).isEqualTo(PatientClass.OUTPATIENT);
    assertThat(begin.getAdmittedAt()).isEqualTo(Instant.parse("2020-05-01T10:00:00Z"));
    assertThat(imported.admission(AdmissionAction.DISCHARGE).getDischargedAt())
        .isEqualTo(Instant.parse("2020-05-01T10:30:00Z"));
    assertThat(imported.only(Diagnosis.class).getEntries())
        .singleElement()
        .satisfies(
            diabetes ->
                assertThat(diabetes.getCoding())
                    .isEqualTo(new Coding("SNOMED-CT", DIABETES, "Condition")));
    assertThat(imported.only(Procedure.class).getVisitId()).isEqualTo(begin.getVisitId());
    LabResult result = imported.only(LabResult.class);
    assertThat(result.getTest().getSystem()).isEqualTo("LOINC");
    assertThat(result.getValue()).isEqualTo(6.9);
    assertThat(result.getUnit()).isEqualTo("mg/dL");
    assertThat(result.getStatus()).isEqualTo(LabStatus.FINAL);
  }

  @Test
  void shouldDiscontinueAnOutpatientOrderAfterTheVisitWithoutVisit() {
    Imported imported = annsCheckUp().imported(directory);

    MedicationOrder begun = imported.order(MedicationAction.NEW);
    MedicationOrder stopped = imported.order(MedicationAction.DISCONTINUE);
    assertThat(begun.getOrderType()).isEqualTo(OrderType.OUTPATIENT);
    assertThat(begun.getVisitId()).isNotNull();
    assertThat(stopped.getVisitId()).isNull();
    assertThat(stopped.getPlacerOrderId()).isEqualTo(begun.getPlacerOrderId());
    assertThat(stopped.getHeader().getOccurredAt())
        .isEqualTo(Instant.parse("2021-05-01T10:00:00Z"));
  }

  @Test
  void shouldTakeAnOrderThatAnInpatientStayBeginsAndEndsForAnInpatientOrder() {
    Imported imported =
        aSyntheaExport()
            .patient("bob", "1960-01-01", "M")
            .encounter("stay", "bob", "inpatient", "2020-05-01T10:00:00Z", "2020-05-04T10:00:00Z")
            .medication("stay", "bob", METFORMIN, "2020-05-01T12:00:00Z", "2020-05-04T10:00:00Z")
            .imported(directory);

    MedicationOrder stopped = imported.order(MedicationAction.DISCONTINUE);
    assertThat(stopped.getOrderType()).isEqualTo(OrderType.INPATIENT);
    assertThat(stopped.getVisitId()).isNotNull();
    Admission discharge = imported.admission(AdmissionAction.DISCHARGE);
    assertThat(discharge.getHeader().getOccurredAt()).isAfter(stopped.getHeader().getOccurredAt());
    assertThat(discharge.getPatientClass()).isEqualTo(PatientClass.INPATIENT);
    assertThat(imported.admission(AdmissionAction.ADMIT).getAdmittedAt())
        .isEqualTo(Instant.parse("2020-05-01T10:00:00Z"));
  }

  @Test
  void shouldMoveTheDischargeBehindLateResultsButKeepItsTrueTime() {
    Imported imported =
        annsCheckUp()
            .lab("check-up", "ann", "2093-3", "180", "2020-05-01T12:00:00Z")
            .lab("check-up", "ann", "2093-3", "190", "2020-06-01T12:00:00Z")
            .imported(directory);

    Admission discharge = imported.admission(AdmissionAction.DISCHARGE);
    assertThat(discharge.getHeader().getOccurredAt())
        .isEqualTo(Instant.parse("2020-05-01T12:00:00.001Z"));
    assertThat(discharge.getDischargedAt()).isEqualTo(Instant.parse("2020-05-01T10:30:00Z"));
    assertThat(imported.report().leftOut())
        .containsOnly(entry("observations: more than 7 days outside the encounter", 1L));
  }

  @Test
  void shouldReportWhatIsStillActiveOfAnUnexportedEncounterAtTheNextOne() {
    Imported imported =
        annsCheckUp()
            .condition("long-ago", "ann", "38341003", "1999-01-01")
            .condition("long-ago", "ann", "195662009", "1999-01-01", "1999-01-14")
            .medication("long-ago", "ann", "314076", "1999-01-01T08:00:00Z", "")
            .medication("long-ago", "ann", "313782", "1999-01-01T08:00:00Z", "1999-02-01T08:00:00Z")
            .imported(directory);

    assertThat(imported.values(Diagnosis.class))
        .extracting(event -> event.getEntries().get(0).getCoding().getCode())
        .containsExactlyInAnyOrder(DIABETES, "38341003");
    assertThat(imported.values(MedicationOrder.class))
        .filteredOn(order -> order.getMedication().getCode().equals("314076"))
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.getOrderType()).isEqualTo(OrderType.OUTPATIENT);
              assertThat(order.getHeader().getOccurredAt())
                  .isEqualTo(Instant.parse("2020-05-01T10:00:00Z"));
              assertThat(order.getStartsAt()).isEqualTo(Instant.parse("1999-01-01T08:00:00Z"));
            });
    assertThat(imported.report().adjusted())
        .containsEntry("conditions: encounter not imported, reported at the next one", 1L)
        .containsEntry("medications: encounter not imported, reported at the next one", 1L);
    assertThat(imported.report().leftOut())
        .containsOnly(
            entry("conditions: encounter not imported, over before the next one", 1L),
            entry("medications: encounter not imported, over before the next one", 1L));
  }

  @Test
  void shouldLeaveOutAndCountWhatCannotBeAnEvent() {
    Imported imported =
        annsCheckUp()
            .patient("eve", "1900-01-01", "F")
            .encounter("born", "eve", "emergency", "1900-01-01T10:00:00Z", "1900-01-01T11:00:00Z")
            .encounter("lost", "nobody", "emergency", "2000-01-01T10:00:00Z", "")
            .condition("check-up", "eve", DIABETES, "2020-05-01")
            .procedure("lost", "nobody", "430193006", "2000-01-01T10:00:00Z")
            .procedure("check-up", "ann", "", "2020-05-01T10:00:00Z")
            .observation(
                "check-up",
                "ann",
                "vital-signs",
                "8302-2",
                "170",
                "numeric",
                "2020-05-01T10:00:00Z")
            .observation(
                "check-up", "ann", "laboratory", "5778-6", "red", "text", "2020-05-01T10:00:00Z")
            .imported(directory);

    assertThat(imported.report().leftOut())
        .containsOnly(
            entry("patients: without an encounter that is imported", 1L),
            entry("encounters: before 1970-01-02, earlier than Kafka's record times reach", 1L),
            entry("encounters: patient not in patients.csv", 1L),
            entry("conditions: patient is not the encounter's", 1L),
            entry("procedures: encounter not imported", 1L),
            entry("procedures: no code", 1L),
            entry("observations: not a laboratory result", 1L),
            entry("observations: laboratory result that is not a number", 1L));
    assertThat(imported.report().events()).isEqualTo(8);
  }

  @Test
  void shouldCountMedicationsThatTheTerminologyDoesNotKnow() {
    ImportOptions options =
        ImportOptions.defaults().withKnownMedication(coding -> coding.getCode().equals(METFORMIN));

    ImportReport report =
        annsCheckUp()
            .medication("check-up", "ann", "999", "2020-05-01T10:00:00Z", "")
            .medication("check-up", "ann", "999", "2020-05-01T10:10:00Z", "")
            .imported(directory, options)
            .report();

    assertThat(report.unknownMedications())
        .containsExactly(new ImportReport.UnknownCode("RXNORM", "999", "Drug", 2));
    assertThat(report.ordersOfUnknownMedication()).isEqualTo(2);
    assertThat(report.orders()).isEqualTo(3);
    assertThat(report.eventsByTopic()).containsEntry("clinical.medications", 4L);
  }

  @Test
  void shouldImportWithoutTheOptionalTablesAndSaySo() {
    SyntheaExport export = annsCheckUp();
    export.tables.without("observations");

    ImportReport report = export.imported(directory).report();

    assertThat(report.eventsByTopic()).doesNotContainKey("clinical.labs");
    assertThat(report.adjusted()).containsEntry("observations: no such file, imported without", 1L);
  }

  @Test
  void shouldCountARepeatedRowOnce() {
    Imported imported =
        annsCheckUp().condition("check-up", "ann", DIABETES, "2020-05-01").imported(directory);

    assertThat(imported.values(Diagnosis.class)).hasSize(1);
    assertThat(imported.report().duplicateEvents()).isEqualTo(1);
    assertThat(imported.report().eventsByTopic()).containsEntry("clinical.diagnoses", 1L);
  }

  @Test
  void shouldNameFileLineAndColumnOfABadValue() {
    assertRefused(
        annsCheckUp().lab("check-up", "ann", "4548-4", "high", "2020-05-01T10:00:00Z"),
        "observations.csv line 3, column VALUE is not a number: write it like 12.5.");
    assertRefused(
        annsCheckUp().medication("check-up", "ann", METFORMIN, "yesterday", ""),
        "medications.csv line 3, column START is not a time: write it like 2020-01-31T09:30:00Z or"
            + " 2020-01-31.");
    assertRefused(
        annsCheckUp().patient("", "1950-01-01", "F"),
        "patients.csv line 3, column ID is blank: fill it in or remove the row.");
    assertRefused(
        annsCheckUp().patient("ann", "1950-01-01", "F"),
        "patients.csv line 3, column ID is there twice: keep one row for each patient.");
  }

  @Test
  void shouldNameAMissingTable() {
    SyntheaExport export = annsCheckUp();
    export.tables.without("medications");

    assertThatThrownBy(() -> export.imported(directory))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("holds no medications.csv or medications.csv.gz");
  }

  private void assertRefused(SyntheaExport export, String sentence) {
    assertThatThrownBy(() -> export.imported(directory))
        .isInstanceOf(ImportException.class)
        .hasMessage(sentence);
  }

  private static String annsKey() {
    return Pseudonymizer.forSyntheticData().patientKey("SYNTHEA", "ann");
  }
}
