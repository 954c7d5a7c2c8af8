package io.theriac.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Reason;
import io.theriac.schemas.avro.ReasonKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTextTest {

  private static final Coding ENALAPRIL = new Coding("ATC", "C09AA02", null);

  @ParameterizedTest
  @CsvSource({
    "DIAGNOSIS, I10, diagnosis I10",
    "PROCEDURE, 5-470, procedure 5-470",
    "EARLIER_DIAGNOSIS, I10, diagnosis I10 at an earlier visit",
    "EARLIER_PROCEDURE, 5-470, procedure 5-470 at an earlier visit",
    "CONTINUED, C09AA02, taken at the visit before",
    "CONTINUED, B01AA03, after B01AA03 at the visit before",
    "HISTORY, , whether it was taken at earlier visits",
    "DEMOGRAPHICS, , age and sex",
    "INTERACTION, , interactions with what is likely",
    "INTERACTION, B01AA03, interacts with B01AA03",
    "REVIEW, , causal review: several codes speak for it",
    "REVIEW, I10, causal review: the strongest effect is that of I10"
  })
  void shouldSayWhatAMedicationsScoreComesFrom(ReasonKind kind, String code, String text) {
    Coding coding = code == null ? null : new Coding("any", code, null);
    assertThat(ReasonText.of(new Reason(kind, coding, 1.0), ENALAPRIL, Coding::getCode))
        .isEqualTo(text);
  }

  @Test
  void shouldSayThatAReviewFindsNoCodes() {
    assertThat(ReasonText.of(new Reason(ReasonKind.REVIEW, null, -0.2), ENALAPRIL, Coding::getCode))
        .isEqualTo("causal review: no code, or one alone, speaks for it");
  }

  @Test
  void shouldHaveWordsForEveryKindOfItsOwn() {
    assertThat(Arrays.stream(ReasonKind.values()))
        .extracting(
            kind -> ReasonText.of(new Reason(kind, ENALAPRIL, 1.0), ENALAPRIL, Coding::getCode))
        .doesNotHaveDuplicates();
  }
}
