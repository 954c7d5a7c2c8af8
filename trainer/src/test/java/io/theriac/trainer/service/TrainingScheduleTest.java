package io.theriac.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.trainer.service.TrainingSchedule.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TrainingScheduleTest {

  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void shouldTrainSoLongAfterTheLastTraining() {
    TrainingSchedule daily = new TrainingSchedule(Optional.of(DAY), OptionalInt.empty());

    assertThat(daily.isDue(Last.NEVER, NOW, 0)).isTrue();
    assertThat(daily.isDue(new Last(NOW.minus(DAY), 0), NOW, 0)).isTrue();
    assertThat(daily.isDue(new Last(NOW.minus(DAY).plusMillis(1), 0), NOW, 9_999)).isFalse();
  }

  @Test
  void shouldTrainAfterSoManyMoreVisits() {
    TrainingSchedule by100 = new TrainingSchedule(Optional.empty(), OptionalInt.of(100));

    assertThat(by100.isDue(Last.NEVER, NOW, 99)).isFalse();
    assertThat(by100.isDue(Last.NEVER, NOW, 100)).isTrue();
    assertThat(by100.isDue(new Last(Instant.EPOCH, 500), NOW, 599)).isFalse();
    assertThat(by100.isDue(new Last(Instant.EPOCH, 500), NOW, 600)).isTrue();
  }

  @Test
  void shouldTrainByWhateverComesFirst() {
    TrainingSchedule both = new TrainingSchedule(Optional.of(DAY), OptionalInt.of(100));

    assertThat(both.isDue(new Last(NOW, 0), NOW, 100)).isTrue();
    assertThat(both.isDue(new Last(NOW.minus(DAY), 0), NOW, 0)).isTrue();
    assertThat(both.isDue(new Last(NOW, 0), NOW, 99)).isFalse();
  }

  @Test
  void shouldRefuseAScheduleThatIsNone() {
    assertThatThrownBy(() -> new TrainingSchedule(Optional.empty(), OptionalInt.empty()))
        .hasMessageContaining("--every, --after-visits, or both");
    assertThatThrownBy(() -> new TrainingSchedule(Optional.empty(), OptionalInt.of(0)))
        .hasMessage("--after-visits is 0: use 1 or more.");
    assertThatThrownBy(() -> new TrainingSchedule(Optional.of(Duration.ZERO), OptionalInt.empty()))
        .hasMessageContaining("--every");
  }
}
