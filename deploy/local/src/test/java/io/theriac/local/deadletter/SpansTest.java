package io.theriac.local.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

  @ParameterizedTest
  @CsvSource({"45s, PT45S", "90m, PT90M", "36h, PT36H", "14d, P14D", "0s, PT0S"})
  void shouldReadASpan(String text, Duration span) {
    assertThat(Spans.parse(text)).contains(span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "-5m", "5 m", "5w", "1.5h", "99999999999d"})
  void shouldNotReadAnythingElse(String text) {
    assertThat(Spans.parse(text)).isEmpty();
  }

  @Test
  void shouldTellTheLargestUnitOfWhichThereAreTwo() {
    assertThat(Spans.text(Duration.ofSeconds(119))).isEqualTo("119s");
    assertThat(Spans.text(Duration.ofMinutes(119))).isEqualTo("119m");
    assertThat(Spans.text(Duration.ofHours(47))).isEqualTo("47h");
    assertThat(Spans.text(Duration.ofHours(49))).isEqualTo("2d");
    assertThat(Spans.text(Duration.ofSeconds(-3))).isEqualTo("0s");
  }
}
