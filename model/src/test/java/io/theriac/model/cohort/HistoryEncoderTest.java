package io.theriac.model.cohort;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.PatientHistory;
import io.theriac.model.Visits;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Sex;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryEncoderTest {

  private static final Vocabularies VOCABULARIES =
      new Vocabularies(
          vocabulary("ICD-10-CM", "E119", "I10"),
          vocabulary("ICD-10-PCS", "0DTJ4ZZ"),
          vocabulary("ATC", "A10BA02", "B01AA03", "C09AA02"));

  private final HistoryEncoder encoder =
      new HistoryEncoder(VOCABULARIES, Terminology.empty(), rules(5));

  @Test
  void shouldEncodeTheCurrentVisitWithoutItsMedications() {
    EncodedHistory history =
        encode(
            aVisit("p", 0).diagnosed("I10").given("C09AA02").closed(),
            aVisit("p", 9).diagnosed("E11.9").operated("0DTJ4ZZ").given("A10BA02").closed());

    EncodedVisit earlier = history.patient().visits().get(0);
    assertThat(earlier.diagnoses()).containsExactly(1);
    assertThat(earlier.medications()).containsExactly(2);
    EncodedVisit current = history.patient().visits().get(1);
    assertThat(current.diagnoses()).containsExactly(0);
    assertThat(current.procedures()).containsExactly(0);
    assertThat(current.medications()).isEmpty();
    assertThat(history.given()).extracting(Coding::getCode).containsExactly("A10BA02");
  }

  @Test
  void shouldSayWhichVisitsItKept() {
    ClosedVisit first = aVisit("p", 0).diagnosed("I10").given("C09AA02").closed();
    ClosedVisit untreated = aVisit("p", 3).diagnosed("I10").closed();
    ClosedVisit third = aVisit("p", 6).diagnosed("E11.9").given("A10BA02").closed();
    ClosedVisit current = aVisit("p", 9).diagnosed("I10").closed();
    EncodedHistory history = encode(first, untreated, third, current);

    assertThat(history.visits()).containsExactly(first, third, current);
    assertThat(history.patient().visits()).hasSameSizeAs(history.visits());
    assertThat(history.earlier(1)).isEqualTo(third);
    assertThat(history.earlier(2)).isEqualTo(first);
  }

  @Test
  void shouldCountTheDaysFromDischargeToDischarge() {
    List<EncodedVisit> visits =
        encode(
                treated(0).until("2020-02-28T23:59:00Z").closed(),
                treated(9).until("2020-03-01T00:01:00Z").closed())
            .patient()
            .visits();
    assertThat(visits.get(1).day() - visits.get(0).day()).as("2020 has a 29 February").isEqualTo(2);
  }

  private static Visits treated(int day) {
    return aVisit("p", day).diagnosed("I10").given("C09AA02");
  }

  @Test
  void shouldEncodeResultsOfKnownTestsInTheirUnits() {
    Vocabularies withLabs =
        new Vocabularies(
            VOCABULARIES.diagnoses(),
            VOCABULARIES.procedures(),
            VOCABULARIES.medications(),
            vocabulary("LOINC", "2345-7|mmol/L", "2951-2|mmol/L"));
    ClosedVisit visit =
        aVisit("p", 0)
            .diagnosed("I10")
            .measured("2951-2", 140)
            .measured("2345-7", 5.5)
            .measured("2345-7", 99, "mg/dL")
            .measured("718-7", 13)
            .closed();

    EncodedHistory found =
        new HistoryEncoder(withLabs, Terminology.empty(), rules(5))
            .encode(new PatientHistory(List.of(visit)));

    assertThat(found.patient().visits().get(0).labs())
        .containsExactly(new LabValue(1, 140), new LabValue(0, 5.5f));
    assertThat(encode(visit).patient().visits().get(0).labs()).isEmpty();
  }

  @Test
  void shouldSaySexAndAgeAtAdmission() {
    EncodedVisit visit =
        encode(aVisit("p", 366).diagnosed("I10").of(Sex.MALE, 1950).closed())
            .patient()
            .visits()
            .get(0);

    assertThat(visit.sex()).isZero();
    assertThat(visit.age()).isEqualTo(71);
  }

  @Test
  void shouldNotKnowAnAgeThatCannotBe() {
    assertThat(VisitFacts.age(aVisit("p", 0).of(Sex.MALE, null).closed())).isNaN();
    assertThat(VisitFacts.age(aVisit("p", 0).of(Sex.MALE, 2021).closed())).isNaN();
    assertThat(VisitFacts.age(aVisit("p", 0).of(Sex.MALE, 1720).closed())).isEqualTo(90);
  }

  @Test
  void shouldNameCodesOfTheCurrentVisitThatItDoesNotKnow() {
    Coding noAtc = new Coding("NDC", "99999999999", null);

    EncodedHistory history =
        encode(
            aVisit("p", 0).diagnosed("Z00").given("C09AA02").closed(),
            aVisit("p", 9).diagnosed("I10", "J45").given("N02BE01").given(noAtc).closed());

    assertThat(history.unknownCodes())
        .extracting(Coding::getCode)
        .containsExactly("J45", "N02BE01", "99999999999");
    assertThat(history.given()).extracting(Coding::getCode).containsExactly("N02BE01");
  }

  @Test
  void shouldLeaveOutEarlierVisitsThatTrainingWouldLeaveOut() {
    EncodedHistory history =
        encode(
            aVisit("p", 0).diagnosed("I10").closed(),
            aVisit("p", 2).given("C09AA02").closed(),
            aVisit("p", 4).diagnosed("I10").given("N02BE01").closed(),
            aVisit("p", 6).diagnosed("I10").given("B01AA03").closed(),
            aVisit("p", 9).closed());

    assertThat(history.patient().visits()).hasSize(2);
    assertThat(history.patient().visits().get(0).medications()).containsExactly(1);
  }

  @Test
  void shouldKeepTheNewestVisits() {
    EncodedHistory history =
        encode(
            IntStream.range(0, 9)
                .mapToObj(
                    day ->
                        aVisit("p", day)
                            .diagnosed("I10")
                            .given(day < 5 ? "B01AA03" : "C09AA02")
                            .closed())
                .toArray(ClosedVisit[]::new));

    assertThat(history.patient().visits()).hasSize(5);
    assertThat(history.patient().visits().get(0).medications()).containsExactly(1);
    assertThat(history.patient().visits().get(1).medications()).containsExactly(2);
  }

  @Test
  void shouldCutMedicationsToTheModelsLevelOnce() {
    Vocabularies classes =
        new Vocabularies(
            VOCABULARIES.diagnoses(), VOCABULARIES.procedures(), vocabulary("ATC", "M01AE"));
    HistoryEncoder byClass =
        new HistoryEncoder(
            classes, Terminology.empty(), new CohortRules(AtcLevel.CHEMICAL, 1, 5, 1, 1));

    EncodedHistory history =
        byClass.encode(
            new PatientHistory(
                List.of(
                    aVisit("p", 0).diagnosed("I10").given("M01AE01", "M01AE02").closed(),
                    aVisit("p", 1).diagnosed("I10").given("M01AE01", "M01AE02").closed())));

    assertThat(history.patient().visits().get(0).medications()).containsExactly(0);
    assertThat(history.given()).extracting(Coding::getCode).containsExactly("M01AE");
  }

  private EncodedHistory encode(ClosedVisit... visits) {
    return encoder.encode(new PatientHistory(List.of(visits)));
  }

  static CohortRules rules(int maxVisits) {
    return new CohortRules(AtcLevel.SUBSTANCE, 2, maxVisits, 1, 1);
  }

  private static Vocabulary vocabulary(String system, String... codes) {
    return new Vocabulary(
        List.of(codes).stream().map(code -> new Coding(system, code, null)).toList());
  }
}
