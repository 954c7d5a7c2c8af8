package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.local.chaos.Chaos;
import io.theriac.local.chaos.ChaosOptions;
import io.theriac.local.chaos.Kill;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything killed, at random, while events flow. */
class ChaosIT {

  private static final Duration LENGTH = Duration.ofMinutes(3);
  private static final long SEED = 20261125;

  @TempDir Path directory;

  @Test
  void shouldLoseNothingAndDoubleNothingWhateverIsKilled() throws Exception {
    StringWriter said = new StringWriter();

    new Chaos(
            new ChaosOptions(
                LENGTH, SEED, ChaosOptions.STEADY_LOAD, ChaosOptions.allKinds(), directory),
            new PrintWriter(said))
        .run();

    JsonNode summary = new ObjectMapper().readTree(directory.resolve("summary.json").toFile());
    assertThat(summary.at("/faults")).as("seed %d: %s", SEED, said).isEmpty();
    assertThat(summary.at("/lost").asLong()).isZero();
    assertThat(summary.at("/doubled").asLong()).isZero();
    assertThat(summary.at("/outOfOrder").asLong()).isZero();
    assertThat(summary.at("/unplannedStops").asLong()).isZero();
    for (Kill kill : Kill.values()) {
      assertThat(summary.at("/kills/" + kill.key()).asInt()).as(kill.victim()).isPositive();
      assertThat(said.toString()).contains(kill.victim());
    }
    assertThat(summary.at("/in").asLong()).isGreaterThan(10_000);
    assertThat(summary.at("/visits").asLong()).isPositive();
    assertThat(summary.at("/recommendations").asLong())
        .isGreaterThan(summary.at("/visits").asLong());
    assertThat(summary.at("/alerts").asLong()).isPositive();
    assertThat(summary.at("/deadLetters").asLong())
        .isPositive()
        .isEqualTo(summary.at("/unreadable").asLong());
    assertThat(summary.at("/longestGapSeconds").asDouble()).isPositive();
    shouldSayWhatStateCosts(summary.at("/stateCost"));
  }

  private static void shouldSayWhatStateCosts(JsonNode cost) {
    for (String figure :
        new String[] {
          "stateBytesPerEvent",
          "changelogBytesPerEvent",
          "stateBytesPerOpenVisit",
          "changelogBytesPerOpenVisit"
        }) {
      assertThat(cost.at("/" + figure).asDouble()).as(figure).isPositive();
    }
  }
}
