package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitRenamingTest {

  @Test
  void shouldCarryTheFactsToTheNewId() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("temporary", day(1))
                .diagnosed("ICD-10-CM", "I10")
                .prescribed("o1", "RXNORM", "1191")
                .renumbered("v1")
                .diagnosed("ICD-10-CM", "E11.9")
                .discharged(day(3)));

    assertThat(fold.closed()).containsOnlyKeys("v1");
    assertThat(fold.visit("v1").getDiagnoses()).hasSize(2);
    assertThat(fold.visit("v1").getMedications())
        .singleElement()
        .satisfies(medication -> assertThat(medication.getContinued()).isFalse());
  }

  @Test
  void shouldAttachWhatStillComesUnderTheOldId() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("temporary", day(1))
                .renumbered("v1")
                .inVisit("temporary")
                .from("LAB")
                .measured("l1", "2160-0", 1, "mg/dL")
                .inVisit("v1")
                .discharged(day(3)));

    assertThat(fold.visit("v1").getLabs()).hasSize(1);
  }

  @Test
  void shouldWithdrawAClosedVisitUnderTheOldIdAndCloseItUnderTheNew() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("temporary", day(1))
                .diagnosed("ICD-10-CM", "I10")
                .discharged(day(2))
                .renumbered("v1"));

    assertThat(fold.consequences(Consequence.Withdrawn.class))
        .extracting(Consequence.Withdrawn::visitId)
        .containsExactly("temporary");
    assertThat(fold.visit("v1").getDiagnoses()).hasSize(1);
    assertThat(Histories.latest(fold.rows(), "p1", 9, day(9))).hasSize(1);
  }

  @Test
  void shouldTakeNoNoticeOfARepetitionOrAWayBack() {
    PatientStory story = aPatient("p1").admitted("temporary", day(1)).renumbered("v1");
    Fold fold = Fold.of(story);

    assertThat(fold.apply(Arrival.of(story.events()).get(1).again(9)))
        .isEqualTo(new Outcome.Duplicate());
    List<Arrival> back = Arrival.of(aPatient("p1").inVisit("v1").renumbered("temporary").events());
    fold.apply(back.get(0).again(10));
    fold.apply(
        Arrival.of(aPatient("p1").from("X").inVisit("v1").discharged(day(2)).events())
            .get(0)
            .again(11));

    assertThat(fold.closed()).containsOnlyKeys("v1");
  }
}
