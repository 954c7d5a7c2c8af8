package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImpossibleValuesTest {

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments("patientKey", aPatient(" ").admitted("v1")),
        arguments("patientKey", aPatient("x".repeat(2000)).admitted("v1")),
        arguments("visitId", aPatient("p1").admitted("")),
        arguments(
            "visitId",
            aPatient("p1").inNoVisit().admission(AdmissionAction.ADMIT, PatientClass.UNKNOWN)),
        arguments("header.sourceSystem", aPatient("p1").from("").admitted("v1")),
        arguments(
            "header.occurredAt",
            aPatient("p1").admitted("v1", Instant.ofEpochMilli(Long.MIN_VALUE))),
        arguments(
            "header.occurredAt",
            aPatient("p1").admitted("v1", Instant.parse("1849-12-31T23:59:59Z"))),
        arguments(
            "header.occurredAt",
            aPatient("p1").admitted("v1", Instant.parse("2300-01-01T00:00:00Z"))),
        arguments(
            "dischargedAt",
            aPatient("p1")
                .inVisit("v1")
                .admission(
                    AdmissionAction.DISCHARGE,
                    PatientClass.UNKNOWN,
                    null,
                    Instant.EPOCH.minusSeconds(9_999_999_999L))),
        arguments(
            "admittedAt",
            aPatient("p1")
                .inVisit("v1")
                .admission(AdmissionAction.DISCHARGE, PatientClass.UNKNOWN, day(3), day(2))),
        arguments("placerOrderId", aPatient("p1").admitted("v1").prescribed(" ", "RXNORM", "1191")),
        arguments("medication.code", aPatient("p1").admitted("v1").prescribed("o1", "RXNORM", "")),
        arguments("resultId", aPatient("p1").admitted("v1").measured("", "2160-0", 1, null)),
        arguments("patientKey", aPatient("maimed \uFFFD").admitted("v1")),
        arguments("visitId", aPatient("p1").admitted("maimed \uFFFD")),
        // What the visits topic keys by: a bar parts the two.
        arguments("patientKey", aPatient("a|b").admitted("v1")),
        arguments("visitId", aPatient("p1").admitted("b|c")),
        arguments("priorVisitId", aPatient("p1").inVisit("b|c").renumbered("v1")),
        arguments("retiredPatientKey", aPatient("p1").merges("a|b")),
        arguments(
            "medication.display",
            aPatient("p1")
                .admitted("v1")
                .ordered(
                    "o1",
                    new Coding("RXNORM", "1191", "x".repeat(5000)),
                    OrderType.INPATIENT,
                    null,
                    null)),
        arguments(
            "unit", aPatient("p1").admitted("v1").measured("r1", "2160-0", 1, "x".repeat(5000))));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void shouldBeRejectedWithTheFieldButNotItsValue(String field, PatientStory story) {
    Outcome outcome = Fold.of(story).last();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(DeadLetterReason.INVALID_FIELD);
              assertThat(rejected.sentence()).startsWith(field + " ");
              assertThat(rejected.sentence()).doesNotContain("p1", "v1", "1191", "2160-0");
            });
  }

  @Test
  void shouldTakeTheDatesOfDeidentifiedRecords() {
    Instant shifted = Instant.parse("2202-10-03T01:45:00Z");

    assertThat(Fold.of(aPatient("p1").admitted("v1", shifted)).last())
        .isInstanceOf(Outcome.Applied.class);
  }
}
