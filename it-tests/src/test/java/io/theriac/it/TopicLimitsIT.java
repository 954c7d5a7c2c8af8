package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.theriac.local.cli.Provisioning;
import io.theriac.local.demo.AppProcess;
import io.theriac.local.stack.Ports;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.TopicSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit above what a topic takes is told at the start, not by a partition that stands still. */
class TopicLimitsIT {

  @TempDir Path directory;

  @Test
  void shouldNotStartWithLimitsAboveThoseOfTheTopics() throws Exception {
    Topics topics = Topics.withPrefix("limits.");
    Provisioning.createTopics(SharedStack.clients(), topics, TopicSettings.singleBroker());
    Map<String, String> settings = new HashMap<>(SharedStack.clients());
    settings.put("application.id", "limits");
    settings.put("topic.prefix", "limits.");
    settings.put("state.dir", directory.resolve("state").toString());
    settings.put("output.max.bytes", "2000000");

    try (AppProcess app = AppProcess.start(settings, directory.resolve("app"), Ports.free())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> !app.isAlive());

      assertThat(Files.readString(app.log()))
          .contains("output.max.bytes is 2000000, but max.message.bytes of limits.theriac.");
    }
  }
}
