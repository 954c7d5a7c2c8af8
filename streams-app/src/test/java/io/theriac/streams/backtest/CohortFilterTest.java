package io.theriac.streams.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.streams.backtest.score.Scores;
import io.theriac.streams.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortFilterTest {

  @Test
  void shouldTakeVisitsForWhichAllIsTrue() {
    CohortFilter filter = CohortFilter.parse(" age=65-79, sex=female,visit=2");

    assertThat(filter.has(Scores.visit("p", 1, 2, 70))).isTrue();
    assertThat(filter.has(Scores.visit("p", 1, 2, 64))).isFalse();
    assertThat(filter.has(Scores.visit("p", 1, 3, 70))).isFalse();
    assertThat(CohortFilter.parse("class=EMERGENCY").has(Scores.visit("p", 1, 2, 70))).isFalse();
    assertThat(CohortFilter.parse("").has(Scores.visit("p", 1, 1, -1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"age", "age=old", "ward=7", "age=1-x"})
  void shouldSayHowToWriteOne(String text) {
    assertThatThrownBy(() -> CohortFilter.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("write age=65-120");
  }
}
