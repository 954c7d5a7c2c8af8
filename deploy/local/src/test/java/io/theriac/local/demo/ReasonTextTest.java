package io.theriac.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.EarlierVisit;
import io.theriac.schemas.avro.Reason;
import io.theriac.schemas.avro.ReasonKind;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTextTest {

  private static final Coding ENALAPRIL = new Coding("ATC", "C09AA02", null);
  private static final EarlierVisit EARLIER =
      new EarlierVisit("visit-1", Instant.parse("2025-03-04T23:30:00Z"));

  @ParameterizedTest
  @CsvSource({
    "DIAGNOSIS, I10, diagnosis I10",
    "PROCEDURE, 5-470, procedure 5-470",
    "EARLIER_DIAGNOSIS, I10, diagnosis I10 at the visit of 2025-03-04",
    "EARLIER_PROCEDURE, 5-470, procedure 5-470 at the visit of 2025-03-04",
    "CONTINUED, C09AA02, taken at the visit of 2025-03-04",
    "CONTINUED, B01AA03, after B01AA03 at the visit of 2025-03-04",
    "HISTORY, , 'how often it was taken at earlier visits, last at the visit of 2025-03-04'",
    "ATTENTION, , attention to the visit of 2025-03-04",
    "DEMOGRAPHICS, , age and sex",
    "INTERACTION, , interactions with what is likely",
    "INTERACTION, B01AA03, interacts with B01AA03",
    "REVIEW, , causal review: what it says without the strongest effect",
    "REVIEW, I10, causal review: the strongest effect is that of I10"
  })
  void shouldSayWhatAMedicationsScoreComesFrom(ReasonKind kind, String code, String text) {
    Coding coding = code == null ? null : new Coding("any", code, null);
    assertThat(text(new Reason(kind, coding, 1.0, EARLIER))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTINUED, C09AA02, taken at the visit before",
    "CONTINUED, B01AA03, after B01AA03 at the visit before",
    "EARLIER_DIAGNOSIS, I10, diagnosis I10 at an earlier visit",
    "EARLIER_PROCEDURE, 5-470, procedure 5-470 at an earlier visit",
    "HISTORY, , whether it was taken at earlier visits",
    "ATTENTION, , attention to an earlier visit"
  })
  void shouldSayWhatItCanOfReasonsWithoutAVisit(ReasonKind kind, String code, String text) {
    Coding coding = code == null ? null : new Coding("any", code, null);
    assertThat(text(new Reason(kind, coding, 1.0, null))).isEqualTo(text);
  }

  @Test
  void shouldHaveWordsForEveryKindOfItsOwn() {
    assertThat(Arrays.stream(ReasonKind.values()))
        .extracting(kind -> text(new Reason(kind, ENALAPRIL, 1.0, EARLIER)))
        .doesNotHaveDuplicates();
  }

  private static String text(Reason reason) {
    return ReasonText.of(reason, ENALAPRIL, Coding::getCode);
  }
}
