package io.theriac.model.cohort.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.Visits;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortBuilder;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.LabValue;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortWriterTest {

  private static final Coding ICD9 = new Coding("ICD-9-CM", "V10", "History, \"personal\"");
  private static final Coding ICD10 = new Coding("ICD-10-CM", "V10", null);
  private static final Coding ENALAPRIL = new Coding("ATC", "C09AA02", "enalapril");

  @TempDir private Path directory;

  @Test
  void shouldBeReadAgainAsItWasWritten() {
    writer().write(List.of(visit("7", 2001, ICD9, ICD10), visit("10", 2002, ICD9)));

    List<ClosedVisit> read = CohortFile.read(directory).visits();

    assertThat(read)
        .extracting(ClosedVisit::getPatientKey)
        .containsExactly("000000000010", "000000000007");
    ClosedVisit two = read.get(1);
    assertThat(two.getDiagnoses()).containsExactlyInAnyOrder(ICD9, ICD10);
    assertThat(two.getSex()).isEqualTo(Sex.FEMALE);
    assertThat(two.getMedications())
        .extracting(MedicationFact::getMedication)
        .containsExactly(new Coding("ATC", "C09A", null));
    int age = two.getAdmittedAt().atOffset(java.time.ZoneOffset.UTC).getYear() - two.getBirthYear();
    assertThat(age).isEqualTo(51);
  }

  @Test
  void shouldKeepTheDaysBetweenVisits() {
    writer().write(List.of(visit("a", 2001, ICD9), visit("a", 2003, ICD9)));
    assertThat(daysBetweenVisits()).isEqualTo(730);
  }

  @Test
  void shouldCountCalendarDaysAsServingDoes() {
    ClosedVisit late = ended("2020-05-01T23:00:00Z");
    ClosedVisit early = ended("2020-05-02T01:00:00Z");
    writer().write(List.of(late, early));
    assertThat(daysBetweenVisits()).isEqualTo(1);
  }

  private static ClosedVisit ended(String at) {
    return Visits.aVisit("a", 1).diagnosed("I10").given("C09AA02").until(at).closed();
  }

  @Test
  void shouldWriteNoDaysWhereVisitsAreNotInTheOrderOfTime() {
    writer().write(List.of(visit("a", 2003, ICD9), visit("a", 2001, ICD10)));
    assertThat(daysBetweenVisits()).isZero();
    assertThat(CohortFile.read(directory).visits())
        .extracting(visit -> visit.getDiagnoses().get(0))
        .as("the order is kept")
        .containsExactly(ICD9, ICD10);
  }

  private long daysBetweenVisits() {
    List<ClosedVisit> read = CohortFile.read(directory).visits();
    return ChronoUnit.DAYS.between(read.get(0).getDischargedAt(), read.get(1).getDischargedAt());
  }

  @Test
  void shouldKeepLaboratoryResultsAsTrainingUsesThem() {
    List<ClosedVisit> visits = new ArrayList<>();
    for (int patient = 0; patient < 40; patient++) {
      for (int day = 0; day < 3; day++) {
        Visits visit = Visits.aVisit("p" + patient, day).diagnosed("I10").given("C09AA02");
        visits.add(
            visit
                .measured("2345-7", 4 + patient / 7.0, "mmol/L")
                .measured("2345-7", 80 + day, "mg/dL")
                .measured("2345-7", 81.1 + day, "mg/dL")
                .measured("718-7", -0.1 * day, patient % 2 == 0 ? null : "")
                .closed());
      }
      visits.add(Visits.aVisit("p" + patient, 5).diagnosed("I10").given("C09AA02").closed());
    }
    new CohortWriter(directory, Optional::of).write(visits);

    Cohort direct =
        new CohortBuilder(
                Terminology.empty(), DdiKnowledge.bundled(), CohortRules.DEFAULT, Split.inOrder())
            .withLabs(true)
            .build(visits);
    Cohort read = CohortFile.read(directory).cohortWithLabs(CohortRules.DEFAULT, Split.inOrder());

    assertThat(read.vocabularies().labs().fingerprint())
        .isEqualTo(direct.vocabularies().labs().fingerprint());
    assertThat(labs(read)).isEqualTo(labs(direct));
    assertThat(direct.vocabularies().labs().size()).isEqualTo(3);
    assertThat(labs(direct).get(0)).hasSize(4);
    assertThat(labs(direct).get(3)).isEmpty();
  }

  @Test
  void shouldWriteNoListOfTestsWithoutResults() {
    writer().write(List.of(visit("7", 2001, ICD9)));

    assertThat(directory.resolve("vocab_lab.csv")).doesNotExist();
  }

  @Test
  void shouldLeaveOutResultsThatAreNoNumbers() {
    Visits visit = Visits.aVisit("p", 1).diagnosed("I10").given("C09AA02");
    ClosedVisit closed =
        visit.measured("1", Double.NaN).measured("2", 7).measured("3", 1e300).closed();
    writer().write(List.of(closed));

    assertThat(CohortFile.read(directory).visits().get(0).getLabs())
        .extracting(lab -> lab.getTest().getCode())
        .containsExactly("2");
    assertThat(directory.resolve("vocab_lab.csv"))
        .content()
        .isEqualTo("index,system,code,unit,name\n0,LOINC,2,mmol/L,\n");
  }

  private static List<List<LabValue>> labs(Cohort cohort) {
    return Stream.of(cohort.training(), cohort.validation(), cohort.test())
        .flatMap(part -> part.patients().stream())
        .flatMap(patient -> patient.visits().stream())
        .map(EncodedVisit::labs)
        .toList();
  }

  @Test
  void shouldLeaveOutMedicationsWithoutConcept() {
    new CohortWriter(directory, coding -> Optional.empty()).write(List.of(visit("a", 2001, ICD9)));

    assertThat(CohortFile.read(directory).visits().get(0).getMedications()).isEmpty();
  }

  @Test
  void shouldNotWriteOverACohort() {
    writer().write(List.of(visit("7", 2001, ICD9)));

    assertThatThrownBy(() -> writer().write(List.of(visit("8", 2001, ICD9))))
        .isInstanceOf(InvalidCohortException.class)
        .hasMessage(directory + " holds a cohort already: name another directory or remove it.");
  }

  private CohortWriter writer() {
    Terminology terminology = Terminology.empty();
    return new CohortWriter(directory, coding -> terminology.concept(coding, AtcLevel.of(3)));
  }

  private static ClosedVisit visit(String patient, int year, Coding... diagnoses) {
    Instant day = Instant.parse(year + "-03-01T08:00:00Z");
    return ClosedVisit.newBuilder()
        .setPatientKey(patient)
        .setVisitId(patient + "-" + year)
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.FEMALE)
        .setBirthYear(1950)
        .setAdmittedAt(day)
        .setDischargedAt(day)
        .setDiagnoses(List.of(diagnoses))
        .setProcedures(List.of())
        .setMedications(
            List.of(new MedicationFact(ENALAPRIL, "o", OrderType.INPATIENT, false, null, null)))
        .setLabs(List.of())
        .build();
  }
}
