package io.theriac.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.schemas.Topics;
import io.theriac.streams.deadletter.DeadLetters;
import io.theriac.streams.metrics.AppMetrics;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

  @Test
  void shouldMissAKilledInstanceAfterTenSeconds() {
    assertThat(properties(Map.of()))
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("heartbeat.interval.ms", 3_000);
  }

  @Test
  void shouldTakeTheSitesOwnSessionTimeout() {
    assertThat(properties(Map.of("kafka.session.timeout.ms", "30000")))
        .containsEntry("session.timeout.ms", "30000");
  }

  private static Properties properties(Map<String, String> further) {
    Map<String, String> settings = new HashMap<>(further);
    settings.put("bootstrap.servers", "127.0.0.1:9092");
    settings.put("schema.registry.url", "http://127.0.0.1:8081");
    DeadLetters deadLetters =
        new DeadLetters(
            Topics.standard(),
            (topic, value) -> new byte[0],
            Clock.systemUTC(),
            1_000,
            new AppMetrics(new SimpleMeterRegistry()));
    return StreamsProperties.of(AppConfig.of(settings), deadLetters);
  }
}
