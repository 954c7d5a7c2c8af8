package io.theriac.streams.backtest.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.streams.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTopicsTest {

  @Test
  void shouldStandBesideTheLiveTopics() {
    OutputTopics topics = OutputTopics.under("ward.backtest.march.", Topics.withPrefix("ward."));

    assertThat(topics.all())
        .extracting(Topic::name)
        .containsExactly(
            "ward.backtest.march.theriac.recommendations",
            "ward.backtest.march.theriac.ddi-alerts",
            "ward.backtest.march.theriac.visits",
            "ward.backtest.march.theriac.dead-letters");
    assertThat(topics.replaced())
        .extracting(Topic::name)
        .first()
        .isEqualTo("ward.theriac.recommendations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ward.", "replay.march."})
  void shouldRefuseAPrefixThatCouldBeALiveOne(String prefix) {
    assertThatThrownBy(() -> OutputTopics.under(prefix, Topics.withPrefix("ward.")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("could be taken for live ones");
  }

  @Test
  void shouldRefuseTheTopicsOfALiveApplicationWhateverItsPrefix() {
    Topics live = Topics.withPrefix("backtest.march.");

    assertThatThrownBy(() -> OutputTopics.under("backtest.march.", live))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is one of the live application's");
  }
}
