package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.LabFact;
import io.theriac.schemas.avro.LabStatus;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabFoldTest {

  private static final String CREATININE = "2160-0";

  private final PatientStory story = aPatient("p1").admitted("v1", day(1));

  @Test
  void shouldReplaceAResultByItsCorrection() {
    story.measured("l1", CREATININE, 12.0, "mg/dL");
    story.lab("l1", CREATININE, 1.2, "mg/dL", LabStatus.CORRECTED);

    assertThat(values()).containsExactly(1.2);
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETED", "WRONG"})
  void shouldWithdrawAResult(LabStatus status) {
    story.measured("l1", CREATININE, 1.2, "mg/dL").lab("l1", CREATININE, null, null, status);

    assertThat(values()).isEmpty();
  }

  @Test
  void shouldNotTakeAnOlderResultForTheNewest() {
    story.at(day(2)).lab("l1", CREATININE, 1.2, "mg/dL", LabStatus.CORRECTED);
    story.at(day(1)).measured("l1", CREATININE, 12.0, "mg/dL");

    assertThat(values()).containsExactly(1.2);
  }

  @Test
  void shouldListOnlyNumbers() {
    story.lab("l1", "600-7", null, null, LabStatus.FINAL).measured("l2", CREATININE, 1.2, null);

    assertThat(values()).containsExactly(1.2);
  }

  @Test
  void shouldKeepEqualIdsOfTwoSourcesApart() {
    story.from("LAB-A").measured("l1", CREATININE, 1.2, "mg/dL");
    story.from("LAB-B").measured("l1", CREATININE, 1.4, "mg/dL");

    assertThat(values()).containsExactly(1.2, 1.4);
  }

  @Test
  void shouldRejectWhatIsNoNumber() {
    assertThat(Fold.of(story.measured("l1", CREATININE, Double.NaN, null)).last())
        .extracting("reason")
        .isEqualTo(DeadLetterReason.INVALID_FIELD);
  }

  @Test
  void shouldSetAsideAnUnknownStatus() {
    assertThat(Fold.of(story.lab("l1", CREATININE, 1.2, null, LabStatus.UNKNOWN)).last())
        .extracting("reason")
        .isEqualTo(DeadLetterReason.UNSUPPORTED);
  }

  private List<Double> values() {
    return Fold.of(story.discharged(day(9))).visit("v1").getLabs().stream()
        .map(LabFact::getValue)
        .toList();
  }
}
