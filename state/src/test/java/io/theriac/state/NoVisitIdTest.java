package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.state.fixture.Fold;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoVisitIdTest {

  @Test
  void shouldAttachToTheOnlyOpenVisit() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .inNoVisit()
                .diagnosed("ICD-10-CM", "I10")
                .discharged(day(2)));

    assertThat(fold.outcomes().get(1)).isEqualTo(new Outcome.Applied(Optional.of("v1"), List.of()));
    assertThat(fold.visit("v1").getDiagnoses()).hasSize(1);
  }

  @Test
  void shouldAttachToTheVisitOpenAtTheTimeEvenIfItHasClosedSince() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .discharged(day(3))
                .admitted("v2", day(4))
                .inNoVisit()
                .at(day(2))
                .diagnosed("ICD-10-CM", "I10"));

    assertThat(fold.visit("v1").getDiagnoses()).hasSize(1);
  }

  @Test
  void shouldRejectWhenNoVisitIsOpen() {
    assertNoOpenVisit(Fold.of(aPatient("p1").inNoVisit().diagnosed("ICD-10-CM", "I10")));
  }

  @Test
  void shouldRejectWhenTheVisitIsOnlyProvisional() {
    assertNoOpenVisit(
        Fold.of(
            aPatient("p1")
                .inVisit("v1")
                .diagnosed("ICD-10-CM", "I10")
                .inNoVisit()
                .diagnosed("ICD-10-CM", "E11.9")));
  }

  @Test
  void shouldRejectWhenTwoVisitsAreOpen() {
    assertNoOpenVisit(
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .admitted("v2", day(2))
                .inNoVisit()
                .measured("l1", "2160-0", 1.0, "mg/dL")));
  }

  @Test
  void shouldRejectBeforeTheAdmission() {
    assertNoOpenVisit(
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(2))
                .inNoVisit()
                .at(day(1))
                .prescribed("o1", "RXNORM", "197361")));
  }

  private static void assertNoOpenVisit(Fold fold) {
    assertThat(fold.last())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(DeadLetterReason.NO_OPEN_VISIT);
              assertThat(rejected.sentence()).contains("visitId").doesNotContain("p1");
            });
  }
}
