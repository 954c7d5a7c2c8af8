package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every test may rely on, embedded or in containers. */
class TestStackIT {
  @TempDir Path directory;

  @Test
  void shouldCarryRecordsAndRefuseTopicsThatNobodyCreated() throws Exception {
    try (TestStack stack = TestStack.start(directory)) {
      StackProbe probe = new StackProbe(stack.bootstrapServers(), stack.registryUrl());
      probe.createTopic("letters");
      probe.send("letters", "a");
      stack.killBroker();
      stack.restartBroker();

      assertThat(probe.read("letters", 1)).containsExactly("a");
      assertThatThrownBy(() -> probe.send("nobody-created-this", "a", Duration.ofSeconds(3)))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void shouldKeepTheRegistrysAddressAndSchemasOverARestart() throws Exception {
    try (TestStack stack = TestStack.start(directory)) {
      StackProbe probe = new StackProbe(stack.bootstrapServers(), stack.registryUrl());
      int id = probe.registerSchema("letters-value");
      stack.killRegistry();
      stack.restartRegistry();

      assertThat(probe.registerSchema("letters-value")).isEqualTo(id);
    }
  }
}
