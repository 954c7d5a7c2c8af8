package io.theriac.schemas.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.TopicKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {

  private final TopicSettings settings = TopicSettings.singleBroker();

  @Test
  void shouldKeepClinicalEventsForEverWhateverTheirTime() {
    assertThat(settings.configs(TopicKind.CLINICAL))
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "-1")
        .containsEntry("message.timestamp.type", "CreateTime")
        .containsEntry("message.timestamp.after.max.ms", "9223372036854775807")
        .containsEntry("message.timestamp.before.max.ms", "9223372036854775807")
        .containsEntry("segment.ms", "9223372036854775807");
  }

  @Test
  void shouldCountRetentionOfOutputsFromWhenTheyWereWritten() {
    assertThat(settings.configs(TopicKind.OUTPUT))
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("retention.ms", "2592000000");
    assertThat(settings.configs(TopicKind.DEAD_LETTERS))
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("retention.ms", "7776000000")
        .containsEntry("max.message.bytes", "4194304");
  }

  @Test
  void shouldCompactTables() {
    assertThat(settings.configs(TopicKind.TABLE))
        .containsEntry("cleanup.policy", "compact")
        .containsKey("max.compaction.lag.ms")
        .doesNotContainKey("retention.ms");
  }

  @Test
  void shouldKeepForEverWhatHasNegativeRetention() {
    TopicSettings forEver =
        new TopicSettings(4, (short) 1, Duration.ofMillis(-1), Duration.ofMillis(-1));

    assertThat(forEver.configs(TopicKind.OUTPUT)).containsEntry("retention.ms", "-1");
  }

  @Test
  void shouldKeepDeadLettersAsLongAsAsked() {
    TopicSettings settings = this.settings.withDeadLetterRetention(Duration.ofDays(14));

    assertThat(settings.configs(TopicKind.DEAD_LETTERS))
        .containsEntry("retention.ms", "1209600000");
    assertThat(settings.configs(TopicKind.OUTPUT)).containsEntry("retention.ms", "2592000000");
  }

  @Test
  void shouldLetOneOfThreeReplicasBeMissing() {
    assertThat(settings.configs(TopicKind.TABLE)).containsEntry("min.insync.replicas", "1");
    assertThat(settings.withReplicationFactor((short) 3).configs(TopicKind.TABLE))
        .containsEntry("min.insync.replicas", "2");
  }

  @Test
  void shouldRefuseATopicWithoutPartitions() {
    assertThatThrownBy(() -> settings.withPartitions(0))
        .hasMessageContaining("at least 1 partition");
  }
}
