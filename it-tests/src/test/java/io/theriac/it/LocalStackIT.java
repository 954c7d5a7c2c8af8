package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.local.stack.LocalStack;
import io.theriac.local.stack.StackException;
import io.theriac.local.stack.StackOptions;
import io.theriac.local.stack.StackStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {
  @TempDir Path directory;

  @Test
  void shouldKeepRecordsAndSchemasOverCrashesAndRestarts() throws Exception {
    int schemaId;
    try (LocalStack stack = LocalStack.start(StackOptions.isolated(directory))) {
      StackProbe probe = new StackProbe(stack.bootstrapServers(), stack.registryUrl());
      probe.createTopic("letters");
      probe.send("letters", "a");
      schemaId = probe.registerSchema("letters-value");

      stack.killBroker();
      stack.killRegistry();
      stack.restartBroker();
      stack.restartRegistry();

      probe.send("letters", "b");
      assertThat(probe.read("letters", 2)).containsExactly("a", "b");
      assertThat(probe.registerSchema("letters-value")).isEqualTo(schemaId);
    }
    assertThat(LocalStack.status(directory)).isEmpty();

    try (LocalStack again = LocalStack.start(StackOptions.isolated(directory))) {
      StackProbe probe = new StackProbe(again.bootstrapServers(), again.registryUrl());
      assertThat(probe.read("letters", 2)).containsExactly("a", "b");
      assertThat(probe.registerSchema("letters-value")).isEqualTo(schemaId);
    }
  }

  @Test
  void shouldBeFoundAndStoppedThroughItsDirectoryWhenDetached() throws Exception {
    LocalStack stack = LocalStack.start(StackOptions.isolated(directory).detached(true));
    try {
      StackStatus status = LocalStack.status(directory).orElseThrow();
      assertThat(status.isRunning()).isTrue();
      assertThat(status.bootstrapServers()).isEqualTo(stack.bootstrapServers());
      assertThat(status.registryUrl()).isEqualTo(stack.registryUrl());
      assertThatThrownBy(() -> LocalStack.start(StackOptions.isolated(directory)))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("already runs");

      assertThat(LocalStack.stop(directory)).isTrue();

      assertThat(status.isAnyRunning()).isFalse();
      assertThat(LocalStack.status(directory)).isEmpty();
      assertThat(LocalStack.stop(directory)).isFalse();
    } finally {
      stack.close();
    }
  }
}
