package io.theriac.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.schemas.Topics;
import io.theriac.streams.config.UserError;
import io.theriac.streams.deadletter.DeadLetters;
import io.theriac.streams.metrics.AppMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessingTest {

  @TempDir Path stateDir;

  @Test
  void shouldSayThatAnotherApplicationHasTheState() {
    try (KafkaStreams first = processing()) {
      assertThat(first.state()).isEqualTo(KafkaStreams.State.CREATED);

      assertThatThrownBy(this::processing)
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("Another application", stateDir.toString(), "state.dir");
    }
  }

  @Test
  void shouldSayWhyARebalanceMayTakeLong() {
    assertThat(Processing.describe(KafkaStreams.State.REBALANCING))
        .contains("session", "instance.id");
    assertThat(Processing.describe(KafkaStreams.State.ERROR)).isEqualTo("ERROR.");
  }

  @Test
  void shouldProcessExactlyOnceWhateverIsPassedOn() {
    assertThat(properties(Map.of()))
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2");
    assertThat(properties(Map.of("kafka.processing.guarantee", "at_least_once")))
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2");
  }

  private KafkaStreams processing() {
    StreamsBuilder topology = new StreamsBuilder();
    topology.table(
        "events", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("rows"));
    return Processing.of(topology.build(), properties(Map.of()), stateDir);
  }

  private Properties properties(Map<String, String> further) {
    Map<String, String> settings = new HashMap<>(further);
    settings.put(AppConfig.STATE_DIR.key(), stateDir.toString());
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
