package io.theriac.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StackOptionsTest {

  @Test
  void shouldUseTheUsualPortsByDefault() {
    StackOptions options = StackOptions.defaults();

    assertThat(options.brokerPort()).isEqualTo(9092);
    assertThat(options.registryPort()).isEqualTo(8081);
    assertThat(options.detached()).isFalse();
    assertThat(options.directory()).isAbsolute().endsWithRaw(Path.of(".theriac", "local"));
  }

  @Test
  void shouldPickFreePortsForAnIsolatedStack() {
    StackOptions options = StackOptions.isolated(Path.of("somewhere"));

    assertThat(options.brokerPort()).isZero();
    assertThat(options.registryPort()).isZero();
    assertThat(options.directory()).isAbsolute();
  }

  @Test
  void shouldChangeOnePartAndKeepTheOthers() {
    StackOptions options = StackOptions.defaults().brokerPort(19092).detached(true);

    assertThat(options.brokerPort()).isEqualTo(19092);
    assertThat(options.registryPort()).isEqualTo(8081);
    assertThat(options.detached()).isTrue();
  }

  @Test
  void shouldRefuseAPortOutOfRange() {
    assertThatThrownBy(() -> StackOptions.defaults().brokerPort(70_000))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("--broker-port is 70000")
        .hasMessageContaining("65535");
    assertThatThrownBy(() -> StackOptions.defaults().registryPort(-1))
        .hasMessageContaining("--registry-port is -1");
  }

  @Test
  void shouldRefuseOnePortForBoth() {
    assertThatThrownBy(() -> StackOptions.defaults().registryPort(9092))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("both 9092");
  }

  @Test
  void shouldRefuseAStartLimitOfNothing() {
    assertThatThrownBy(() -> StackOptions.defaults().startLimit(Duration.ZERO))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("above zero");
  }
}
