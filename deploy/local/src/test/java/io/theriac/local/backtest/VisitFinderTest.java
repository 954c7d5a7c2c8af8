package io.theriac.local.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.TrustedContracts;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitFinderTest {

  static {
    TrustedContracts.ensure();
  }

  private static final List<ClosedVisit> VISITS =
      List.of(
          visit("p", "abc-3", 30),
          visit("p", "abc-1", 10),
          visit("other", "xyz", 5),
          visit("p", "abc-2", 20),
          visit("p", "abc-2b", 40));

  private static ClosedVisit visit(String patient, String id, int day) {
    Instant at = Instant.EPOCH.plus(day, ChronoUnit.DAYS);
    return ClosedVisit.newBuilder()
        .setPatientKey(patient)
        .setVisitId(id)
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.UNKNOWN)
        .setAdmittedAt(at)
        .setDischargedAt(at)
        .build();
  }

  private static List<String> history(String id, int most) {
    return VisitFinder.history(VISITS, id, most).visits().stream()
        .map(ClosedVisit::getVisitId)
        .toList();
  }

  @Test
  void shouldGiveTheVisitsOfThePatientUpToTheOneMeant() {
    assertThat(history("abc-3", 9)).containsExactly("abc-1", "abc-2", "abc-3");
    assertThat(history("abc-3", 2)).containsExactly("abc-2", "abc-3");
    assertThat(history("x", 9)).containsExactly("xyz");
    assertThat(history("abc-2", 9)).as("a whole id wins").containsExactly("abc-1", "abc-2");
  }

  @Test
  void shouldSayWhenNoneOrSeveralAreMeant() {
    assertThatThrownBy(() -> history("nothing", 9)).hasMessageContaining("begins with 'nothing'");
    assertThatThrownBy(() -> history("abc", 9)).hasMessageContaining("4 final visits begin");
  }
}
