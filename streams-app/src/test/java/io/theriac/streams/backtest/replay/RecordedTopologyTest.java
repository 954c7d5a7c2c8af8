package io.theriac.streams.backtest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.streams.RecommenderTopology;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class RecordedTopologyTest {

  @Test
  void shouldRefuseToReplayANodeThatItDoesNotKnow() {
    RecordedTopology topology = new RecordedTopology();
    topology.addSource("known", new StringDeserializer(), new StringDeserializer(), "topic-a");
    topology.addSource("unknown", "topic-b");

    assertThatThrownBy(topology::requireComplete)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unknown");
  }

  @Test
  void shouldKeepTheRecommenderQuietBeforeTheRange() {
    Gate gate = new Gate(1_000);

    assertThat(gate.admits(RecommenderTopology.RECOMMEND, 999)).isFalse();
    assertThat(gate.admits(RecommenderTopology.RECOMMEND, 1_000)).isTrue();
    assertThat(gate.admits(RecommenderTopology.CHECK_INTERACTIONS, 999)).isTrue();
  }
}
