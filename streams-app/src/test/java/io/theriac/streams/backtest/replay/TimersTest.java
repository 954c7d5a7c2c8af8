package io.theriac.streams.backtest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {

  private final Timers timers = new Timers();
  private final List<Long> done = new ArrayList<>();

  @Test
  void shouldDoWhatIsDueBeforeTheEventThatMovesTimePastIt() {
    timers.every("node", Duration.ofMillis(100), done::add);

    for (long time : new long[] {40, 99, 100, 150, 260}) {
      timers.before(time);
    }

    assertThat(done).containsExactly(100L, 200L);
  }

  @Test
  void shouldTakeALeapOverManyIntervalsForOne() {
    timers.every("node", Duration.ofMillis(100), done::add);

    timers.before(0);
    timers.before(10_050);
    timers.before(10_099);

    assertThat(done).containsExactly(100L);
  }

  @Test
  void shouldCutTheSameIntervalsWhereverItBegins() {
    timers.every("node", Duration.ofMillis(100), done::add);
    timers.before(250);
    timers.before(300);

    assertThat(done).containsExactly(300L);
  }
}
