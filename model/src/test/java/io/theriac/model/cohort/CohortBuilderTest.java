package io.theriac.model.cohort;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.PatientHistory;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CohortBuilderTest {

  private static final CohortRules RULES = new CohortRules(AtcLevel.SUBSTANCE, 2, 3, 10, 10);
  private static final Split SPLIT = Split.seeded(1);

  private static final CohortBuilder BUILDER =
      new CohortBuilder(Terminology.empty(), DdiKnowledge.bundled(), RULES, SPLIT);

  /** A hundred patients with two visits each, all alike. */
  private static List<ClosedVisit> hundredPatients() {
    return IntStream.range(0, 100)
        .mapToObj(i -> "p" + i)
        .flatMap(
            p ->
                Stream.of(
                    aVisit(p, 0).diagnosed("I10").given("B01AA03", "C09AA02").closed(),
                    aVisit(p, 9).diagnosed("I10", "E119").given("M01AE01").closed()))
        .toList();
  }

  private static String patientIn(Part part) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "extra" + i)
        .filter(p -> SPLIT.part(p) == part)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldSplitAllPatientsAndEncodeThem() {
    Cohort cohort = BUILDER.build(hundredPatients());

    int patients =
        cohort.training().patients().size()
            + cohort.validation().patients().size()
            + cohort.test().patients().size();
    assertThat(patients).isEqualTo(100);
    assertThat(cohort.vocabularies().atcCodes()).containsExactly("B01AA03", "C09AA02", "M01AE01");
    assertThat(cohort.training().ddi())
        .as("warfarin and ibuprofen interact")
        .isDeepEqualTo(new float[][] {{0, 0, 1}, {0, 0, 0}, {1, 0, 0}});
    EncodedPatient one = cohort.test().patients().get(0);
    assertThat(one.visits().get(0).medications()).containsExactly(0, 1);
    assertThat(one.visits().get(1).diagnoses()).containsExactly(0, 1);
    assertThat(cohort.summary().training().averageMedications()).isEqualTo(1.5);
  }

  @Test
  void shouldNotDependOnTheOrderOfTheVisits() {
    List<ClosedVisit> shuffled = new ArrayList<>(hundredPatients());
    Collections.shuffle(shuffled, new Random(7));

    assertThat(BUILDER.build(shuffled))
        .usingRecursiveComparison()
        .isEqualTo(BUILDER.build(hundredPatients()));
  }

  @Test
  void shouldTakeVocabulariesFromTheTrainingPartOnly() {
    String test = patientIn(Part.TEST);
    List<ClosedVisit> visits = new ArrayList<>(hundredPatients());
    for (int day = 0; day < 40; day++) {
      visits.add(aVisit(test, day).diagnosed("J45", "I10").given("R03AC02", "C09AA02").closed());
    }
    CohortBuilder lenient =
        new CohortBuilder(
            Terminology.empty(),
            DdiKnowledge.bundled(),
            new CohortRules(AtcLevel.SUBSTANCE, 2, 3, 1, 1),
            SPLIT);

    Vocabularies vocabularies = lenient.build(visits).vocabularies();

    assertThat(vocabularies.atcCodes()).doesNotContain("R03AC02");
    assertThat(vocabularies.diagnoses().codes()).extracting(Coding::getCode).doesNotContain("J45");
  }

  @Test
  void shouldSayWhatWasLeftOutAndWhy() {
    String once = patientIn(Part.TRAINING);
    List<ClosedVisit> visits = new ArrayList<>(hundredPatients());
    visits.add(aVisit(once, 0).diagnosed("I10").given("C09AA02").closed());
    visits.add(aVisit(once, 1).diagnosed("I10").closed());
    visits.add(aVisit(once, 2).given("C09AA02").closed());
    visits.add(aVisit("p0", 20).diagnosed("I10").given("V08AB05").closed());
    visits.add(aVisit("p0", 30).given(new Coding("NDC", "0", null)).diagnosed("I10").closed());
    for (int day = 40; day < 43; day++) {
      visits.add(aVisit("p0", day).diagnosed("I10").given("C09AA02").closed());
    }

    CohortSummary summary = BUILDER.build(visits).summary();

    assertThat(summary.visitsRead()).isEqualTo(208);
    assertThat(summary.patientsRead()).isEqualTo(101);
    assertThat(summary.visitsWithoutMedication()).isEqualTo(2);
    assertThat(summary.visitsWithoutCode()).isEqualTo(1);
    assertThat(summary.patientsWithTooFewVisits()).isEqualTo(1);
    assertThat(summary.visitsOfRareCodesOnly()).isEqualTo(1);
    assertThat(summary.visitsBeyondNewest()).isEqualTo(2);
    assertThat(summary.rareMedications()).isEqualTo(SPLIT.part("p0") == Part.TRAINING ? 1 : 0);
    assertThat(summary.unmappedMedications()).isEqualTo(Map.of("NDC", 1));
    assertThat(summary.describe()).contains("208 visits of 101 patients").contains("1 in NDC");
  }

  @Test
  void shouldBuildAnEmptyCohortOfNothing() {
    Cohort cohort = BUILDER.build(List.of());

    assertThat(cohort.training().patients()).isEmpty();
    assertThat(cohort.vocabularies().medications().size()).isZero();
  }

  @Test
  void shouldLearnLaboratoryTestsWhereAsked() {
    List<ClosedVisit> visits =
        IntStream.range(0, 100)
            .mapToObj(i -> "p" + i)
            .flatMap(p -> Stream.of(measured(p, 0), measured(p, 9)))
            .toList();

    assertThat(BUILDER.build(visits).vocabularies().labs().size()).isZero();
    Cohort cohort = BUILDER.withLabs(true).build(visits);

    assertThat(cohort.vocabularies().labs().codes())
        .extracting(Coding::getCode)
        .containsExactly("2345-7|MMOL/L");
    assertThat(cohort.training().patients().get(0).visits().get(0).labs())
        .containsExactly(new LabValue(0, 5));
  }

  private static ClosedVisit measured(String patient, int day) {
    return aVisit(patient, day)
        .diagnosed("I10")
        .given("C09AA02")
        .measured("2345-7", 5)
        .measured(patient, 1)
        .closed();
  }

  @Test
  void shouldEncodeInServingAsInTraining() {
    Cohort cohort = BUILDER.build(hundredPatients());
    HistoryEncoder encoder = new HistoryEncoder(cohort.vocabularies(), Terminology.empty(), RULES);
    List<ClosedVisit> visits =
        hundredPatients().stream().filter(v -> v.getPatientKey().equals("p3")).toList();

    EncodedPatient served = encoder.encode(new PatientHistory(visits)).patient();
    EncodedPatient trained =
        Stream.of(cohort.training(), cohort.validation(), cohort.test())
            .flatMap(part -> part.patients().stream())
            .filter(p -> p.patientKey().equals("p3"))
            .findFirst()
            .orElseThrow();

    assertThat(served.visits().get(0))
        .usingRecursiveComparison()
        .isEqualTo(trained.visits().get(0));
    assertThat(served.visits().get(1))
        .usingRecursiveComparison()
        .ignoringFields("medications")
        .isEqualTo(trained.visits().get(1));
  }
}
