package io.theriac.ingest;

import static io.theriac.ingest.MimicTables.mimicTables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.theriac.ingest.ImportOptions.BlankNdc;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import io.theriac.schemas.avro.Sex;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MimicImporterTest {

  private static final String ASPIRIN = "00904404073";

  @TempDir private Path directory;

  /** Subject 7, about 60, stays three days with sepsis. */
  private static MimicTables aStay() {
    return mimicTables()
        .patient("7", "M", "2090-02-01 00:00:00")
        .admission("100", "7", "2150-01-10 09:00:00", "2150-01-13 15:00:00");
  }

  @Test
  void shouldTellTheStayInOrder() {
    Imported imported =
        aStay()
            .diagnosisName("99591", "Sepsis")
            .labItem("50912", "Creatinine", "2160-0")
            .diagnosis("100", "7", 1, "99591")
            .procedure("100", "7", 1, "3893")
            .prescription("100", "7", ASPIRIN, "2150-01-10 00:00:00", "2150-01-11 00:00:00")
            .lab("100", "7", "50912", "2150-01-10 07:30:00", "1.4")
            .imported(directory);

    assertThat(imported.events())
        .extracting(event -> event.value().getClass().getSimpleName())
        .containsExactly(
            "PatientUpdate",
            "Admission",
            "LabResult",
            "MedicationOrder",
            "MedicationOrder",
            "Diagnosis",
            "Procedure",
            "Admission");
    PatientUpdate patient = imported.only(PatientUpdate.class);
    assertThat(patient.getBirthYear()).isEqualTo(2090);
    assertThat(patient.getSex()).isEqualTo(Sex.MALE);
    Admission admitted = imported.admission(AdmissionAction.ADMIT);
    assertThat(admitted.getPatientClass()).isEqualTo(PatientClass.INPATIENT);
    assertThat(admitted.getAdmittedAt()).isEqualTo(Instant.parse("2150-01-10T09:00:00Z"));
    CodedEntry sepsis = imported.only(Diagnosis.class).getEntries().get(0);
    assertThat(sepsis.getCoding()).isEqualTo(new Coding("ICD-9-CM", "99591", "Sepsis"));
    assertThat(sepsis.getRank()).isEqualTo(1);
    assertThat(imported.only(Procedure.class).getEntries().get(0).getCoding())
        .isEqualTo(new Coding("ICD-9-PCS", "3893", null));
    assertThat(imported.only(LabResult.class).getTest())
        .isEqualTo(new Coding("LOINC", "2160-0", "Creatinine"));
    assertThat(imported.report().leftOut()).isEmpty();
  }

  @Test
  void shouldCodeDiagnosesJustBeforeTheDischarge() {
    Imported imported = aStay().diagnosis("100", "7", 1, "99591").imported(directory);

    assertThat(imported.only(Diagnosis.class).getHeader().getOccurredAt())
        .isEqualTo(Instant.parse("2150-01-13T14:59:59.999Z"));
    assertThat(imported.admission(AdmissionAction.DISCHARGE).getHeader().getOccurredAt())
        .isEqualTo(Instant.parse("2150-01-13T15:00:00Z"));
  }

  @Test
  void shouldReadPrescriptionDatesAsDaysOfTheStay() {
    Imported imported =
        aStay()
            .prescription("100", "7", ASPIRIN, "2150-01-10 00:00:00", "2150-01-11 00:00:00")
            .imported(directory);

    MedicationOrder begun = imported.order(MedicationAction.NEW);
    assertThat(begun.getOrderType()).isEqualTo(OrderType.INPATIENT);
    assertThat(begun.getMedication()).isEqualTo(new Coding("NDC", ASPIRIN, "Aspirin"));
    assertThat(begun.getHeader().getOccurredAt()).isEqualTo(Instant.parse("2150-01-10T09:00:00Z"));
    assertThat(begun.getStopsAt()).isEqualTo(Instant.parse("2150-01-12T00:00:00Z"));
    assertThat(imported.order(MedicationAction.DISCONTINUE).getHeader().getOccurredAt())
        .isEqualTo(Instant.parse("2150-01-12T00:00:00Z"));
  }

  @Test
  void shouldLetTheDischargeEndWhatIsNotStoppedBefore() {
    Imported imported =
        aStay()
            .prescription("100", "7", ASPIRIN, "2150-01-12 00:00:00", "2150-01-13 00:00:00")
            .prescription("100", "7", "00006494300", "2150-01-14 00:00:00", "")
            .imported(directory);

    assertThat(imported.values(MedicationOrder.class))
        .extracting(MedicationOrder::getAction)
        .containsExactly(MedicationAction.NEW, MedicationAction.NEW);
    MedicationOrder planned = imported.values(MedicationOrder.class).get(1);
    assertThat(planned.getHeader().getOccurredAt())
        .isEqualTo(Instant.parse("2150-01-13T14:59:59.999Z"));
    assertThat(planned.getStartsAt()).isEqualTo(Instant.parse("2150-01-14T00:00:00Z"));
  }

  @Test
  void shouldResolveLocalTimesInTheZoneGiven() {
    Imported imported =
        aStay()
            .imported(directory, ImportOptions.defaults().withZone(ZoneId.of("America/New_York")));

    assertThat(imported.admission(AdmissionAction.ADMIT).getAdmittedAt())
        .isEqualTo(Instant.parse("2150-01-10T14:00:00Z"));
  }

  @Test
  void shouldTakeDrugCodesWithTheirElevenDigitsAndCountTheOthers() {
    Imported imported =
        aStay()
            .prescription("100", "7", "904404073", "2150-01-11", "2150-01-12")
            .prescription("100", "7", "0", "2150-01-11", "2150-01-12")
            .prescription("100", "7", "", "2150-01-11", "2150-01-12")
            .prescription("100", "7", "aspirin", "2150-01-11", "2150-01-12")
            .imported(directory);

    assertThat(imported.order(MedicationAction.NEW).getMedication().getCode()).isEqualTo(ASPIRIN);
    assertThat(imported.report().leftOut())
        .containsOnly(
            entry("PRESCRIPTIONS: NDC is 0", 1L),
            entry("PRESCRIPTIONS: NDC is blank", 1L),
            entry("PRESCRIPTIONS: NDC is not a number of up to 11 digits", 1L));
  }

  @Test
  void shouldFillBlankDrugCodesFromTheRowBeforeOnRequest() {
    Imported imported =
        aStay()
            .prescription("100", "7", ASPIRIN, "2150-01-11", "")
            .prescription("100", "7", "0", "2150-01-11", "")
            .prescription("100", "7", "", "2150-01-12", "")
            .imported(
                directory, ImportOptions.defaults().withBlankNdc(BlankNdc.FILL_FROM_ROW_BEFORE));

    assertThat(imported.values(MedicationOrder.class))
        .extracting(order -> order.getMedication().getCode())
        .containsExactly(ASPIRIN, ASPIRIN);
    assertThat(imported.report().adjusted())
        .containsEntry("PRESCRIPTIONS: blank NDC, taken from the row before", 1L);
  }

  @Test
  void shouldPublishResultsWithoutAdmissionWithoutVisitOnlyInsideOne() {
    Imported imported =
        aStay()
            .lab("NA", "7", "50912", "2150-01-11 06:00:00", "1.4")
            .lab("", "7", "50912", "2150-03-11 06:00:00", "1.4")
            .lab("100", "7", "50912", "2150-03-11 06:00:00", "1.4")
            .lab("100", "7", "50912", "2150-01-11 06:00:00", "")
            .lab("999", "7", "50912", "2150-01-11 06:00:00", "1.4")
            .imported(directory);

    LabResult result = imported.only(LabResult.class);
    assertThat(result.getVisitId()).isNull();
    assertThat(result.getTest()).isEqualTo(new Coding("MIMIC-LAB", "50912", null));
    assertThat(imported.report().leftOut())
        .containsOnly(
            entry("LABEVENTS: no admission named, outside every admission", 1L),
            entry("LABEVENTS: more than 7 days outside the admission", 1L),
            entry("LABEVENTS: result that is not a number", 1L),
            entry("LABEVENTS: admission not imported", 1L));
  }

  @Test
  void shouldCorrectShiftedBirthsAndDischargesBeforeAdmission() {
    Imported imported =
        mimicTables()
            .patient("8", "F", "1850-01-01 00:00:00")
            .admission("200", "8", "2150-01-10 09:00:00", "2150-01-10 08:00:00")
            .diagnosis("200", "8", 1, "99591")
            .imported(directory);

    assertThat(imported.only(PatientUpdate.class).getBirthYear()).isEqualTo(2150 - 91);
    assertThat(imported.admission(AdmissionAction.DISCHARGE).getDischargedAt())
        .isEqualTo(Instant.parse("2150-01-10T09:00:00Z"));
    assertThat(imported.report().adjusted())
        .containsKeys(
            "PATIENTS: birth shifted 300 years back, taken as 91 years old",
            "ADMISSIONS: discharge before admission, discharged at admission");
  }

  @Test
  void shouldNotDependOnRowNumbersOrTheOrderOfRows(@TempDir Path other) {
    MimicTables tables = aStay();
    for (int i = 0; i < 20; i++) {
      tables
          .diagnosis("100", "7", i, "99" + i)
          .prescription("100", "7", String.valueOf(100 + i), "2150-01-11", "2150-01-12")
          .lab("100", "7", "50912", "2150-01-11 06:%02d:00".formatted(i), "1." + i);
    }
    Imported first = tables.imported(directory);
    tables.tables.shuffle(42);

    assertThat(tables.imported(other).lines()).isEqualTo(first.lines());
    assertThat(first.events()).extracting(OutboundEvent::eventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldNameFileLineAndColumnOfABadValue() {
    assertThatThrownBy(
            () ->
                mimicTables()
                    .patient("7", "M", "2090-02-01 00:00:00")
                    .admission("100", "7", "10/01/2150", "2150-01-13 15:00:00")
                    .imported(directory))
        .isInstanceOf(ImportException.class)
        .hasMessage(
            "ADMISSIONS.csv.gz line 2, column ADMITTIME is not a local time: write it like"
                + " 2020-01-31 09:30:00 or 2020-01-31.");
  }
}
