package io.theriac.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {

  @Test
  void shouldHaveConfluentsDefaults() {
    RegistryConfig config = config();

    assertThat(config.urls()).containsExactly(URI.create("http://one:8081"));
    assertThat(config.authorization()).isEmpty();
    assertThat(config.tls()).isEmpty();
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.maxRetries()).isEqualTo(3);
    assertThat(config.retryWait()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.maxRetryWait()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void shouldTakeEveryProperty() {
    RegistryConfig config =
        config(
            "schema.registry.url", "http://one:8081/, https://two/apis/ccompat/v7",
            "bearer.auth.credentials.source", "STATIC_TOKEN",
            "bearer.auth.token", "t0ken",
            "http.connect.timeout.ms", "1",
            "http.read.timeout.ms", "2",
            "max.retries", "4",
            "retries.wait.ms", "5",
            "retries.max.wait.ms", "6",
            "bootstrap.servers", "is ignored:9092");

    assertThat(config.urls())
        .containsExactly(URI.create("http://one:8081"), URI.create("https://two/apis/ccompat/v7"));
    assertThat(config.authorization()).contains(new Password("Bearer t0ken"));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(2));
    assertThat(config.maxRetries()).isEqualTo(4);
    assertThat(config.retryWait()).isEqualTo(Duration.ofMillis(5));
    assertThat(config.maxRetryWait()).isEqualTo(Duration.ofMillis(6));
  }

  @Test
  void shouldTakeNamesWithTheRegistrysPrefix() {
    RegistryConfig config =
        config(
            "schema.registry.basic.auth.credentials.source", "USER_INFO",
            "schema.registry.basic.auth.user.info", "ann:pa:ss");

    assertThat(config.authorization()).contains(new Password("Basic YW5uOnBhOnNz"));
  }

  @Test
  void shouldMoveCredentialsFromTheAddressToTheHeaderAndNeverShowThem() {
    RegistryConfig config = config("schema.registry.url", "http://ann:secret@one:8081");

    assertThat(config.authorization()).contains(new Password("Basic YW5uOnNlY3JldA=="));
    assertThat(config.toString()).doesNotContain("secret").doesNotContain("YW5u");
  }

  @Test
  void shouldExplainWhatIsWrongWithoutShowingSecrets() {
    assertThatThrownBy(() -> RegistryConfig.from(Map.of()))
        .hasMessageContaining("schema.registry.url is missing");
    assertProblem("schema.registry.url has an entry", "schema.registry.url", "u:pw@x y");
    assertProblem("is 'SASL_INHERIT'", "basic.auth.credentials.source", "SASL_INHERIT");
    assertProblem("basic.auth.user.info is missing", "basic.auth.credentials.source", "USER_INFO");
    assertProblem("bearer.auth.token is missing", "bearer.auth.credentials.source", "STATIC_TOKEN");
    assertProblem("only STATIC_TOKEN", "bearer.auth.credentials.source", "OAUTHBEARER");
    assertProblem("max.retries", "max.retries", "-1");
    assertProblem(
        "must name its host", "schema.registry.ssl.endpoint.identification.algorithm", "");
    assertProblem(
        "keep one",
        "schema.registry.url",
        "http://u:pw@x",
        "bearer.auth.credentials.source",
        "STATIC_TOKEN",
        "bearer.auth.token",
        "pw");
  }

  private static void assertProblem(String sentence, String... settings) {
    assertThatThrownBy(() -> config(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("pw");
  }

  private static RegistryConfig config(String... settings) {
    Map<String, Object> properties =
        new HashMap<>(Map.of("schema.registry.url", "http://one:8081"));
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return RegistryConfig.from(properties);
  }
}
