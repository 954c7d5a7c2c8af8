package io.theriac.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.schemas.registry.RegistryUnavailableException;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.testing.SettableClock;
import java.time.Duration;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

  private final SettableClock clock = new SettableClock();
  private final RestartPolicy policy =
      new RestartPolicy(new AppMetrics(new SimpleMeterRegistry()), clock);

  @BeforeEach
  void doNotPause() {
    policy.stop();
  }

  @Test
  void shouldReplaceTheThreadAfterATransientError() {
    var failure = new StreamsException(new RegistryUnavailableException("down", null));

    assertThat(policy.handle(failure)).isEqualTo(REPLACE_THREAD);
    assertThat(policy.trouble())
        .hasValueSatisfying(text -> assertThat(text).contains("RegistryUnavailable"));
    assertThat(policy.fatal()).isEmpty();
  }

  @Test
  void shouldForgetTroubleAfterAWhile() {
    policy.handle(new StreamsException("once"));
    clock.advance(Duration.ofMinutes(2));

    assertThat(policy.trouble()).isEmpty();
  }

  @Test
  void shouldStopWhenNoRestartCanHelp() {
    assertThat(policy.handle(new StreamsException(new SaslAuthenticationException("no"))))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new MissingSourceTopicException("gone"))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new StreamsException(new OutOfMemoryError())))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.fatal()).isPresent();
  }
}
