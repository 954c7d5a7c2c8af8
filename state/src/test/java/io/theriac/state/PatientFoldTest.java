package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.Sex;
import io.theriac.state.fixture.Fold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatientFoldTest {

  @Test
  void shouldKeepEachFieldSaidLast() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .at(day(2))
                .born(1951)
                .at(day(1))
                .demographics(1950, Sex.MALE)
                .admitted("v1", day(3))
                .discharged(day(4)));

    assertThat(fold.visit("v1").getBirthYear()).isEqualTo(1951);
    assertThat(fold.visit("v1").getSex()).isEqualTo(Sex.MALE);
  }

  @Test
  void shouldNotReviseClosedVisits() {
    Fold fold = Fold.of(aPatient("p1").admitted("v1", day(1)).discharged(day(2)).born(1950));

    assertThat(fold.closed().get("v1").revision()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = "UNKNOWN")
  void shouldSetAsideWhatItCannotHandleYet(PatientAction action) {
    assertThat(Fold.of(aPatient("p1").patientAction(action, "p0")).last())
        .extracting("reason")
        .isEqualTo(DeadLetterReason.UNSUPPORTED);
  }

  @Test
  void shouldRejectAnImpossibleBirthYear() {
    assertThat(Fold.of(aPatient("p1").born(50)).last())
        .extracting("reason")
        .isEqualTo(DeadLetterReason.INVALID_FIELD);
  }
}
