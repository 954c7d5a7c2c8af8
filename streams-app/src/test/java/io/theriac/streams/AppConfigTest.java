package io.theriac.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.artifact.ComputeDevice;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.streams.config.Setting;
import io.theriac.streams.config.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppConfigTest {

  @TempDir Path directory;

  @Test
  void shouldTakeDefaults() {
    AppConfig config = AppConfig.of(Map.of());

    assertThat(config.get(AppConfig.BOOTSTRAP_SERVERS)).isEqualTo("localhost:9092");
    assertThat(config.get(AppConfig.HTTP_HOST)).isEqualTo("127.0.0.1");
    assertThat(config.get(AppConfig.MODEL_DEVICE)).isEqualTo(ComputeDevice.AUTO);
    assertThat(config.get(AppConfig.CODE_FILES)).isEmpty();
    assertThat(config.get(AppConfig.REPLAY)).isFalse();
    assertThat(config.topics().admissions().name()).isEqualTo("clinical.admissions");
  }

  @Test
  void shouldTakeWhatIsSet() {
    AppConfig config =
        AppConfig.of(
            Map.of(
                "topic.prefix", "ward7.",
                "threads", "4",
                "codes.files", "a.csv, b.csv",
                "ddi.minimum.severity", "Major",
                "model.device", "gpu",
                "replay", "true"));

    assertThat(config.topics().admissions().name()).isEqualTo("ward7.clinical.admissions");
    assertThat(config.get(AppConfig.THREADS)).isEqualTo(4);
    assertThat(config.get(AppConfig.CODE_FILES))
        .isEqualTo(List.of(Path.of("a.csv"), Path.of("b.csv")));
    assertThat(config.get(AppConfig.DDI_MINIMUM_SEVERITY)).isEqualTo(DdiSeverity.MAJOR);
    assertThat(config.get(AppConfig.MODEL_DEVICE)).isEqualTo(ComputeDevice.GPU);
    assertThat(config.get(AppConfig.REPLAY)).isTrue();
  }

  @Test
  void shouldListEverySettingOnceWithAValidDefault() {
    assertThat(AppConfig.ALL).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(AppConfig.ALL)
        .allSatisfy(setting -> assertThat(setting.parse(setting.defaultText())).isNotNull());
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.server, bootstrap.servers",
    "batch.max.visit, batch.max.visits",
    "http.prt, http.port"
  })
  void shouldNameTheNearestKeyForAnUnknownOne(String key, String nearest) {
    assertThatThrownBy(() -> AppConfig.of(Map.of(key, "x")))
        .isInstanceOf(UserError.class)
        .hasMessage("Unknown configuration key '%s': did you mean '%s'?", key, nearest);
  }

  @ParameterizedTest
  @CsvSource({
    "threads, many, a whole number from 1 to 64",
    "threads, 0, a whole number from 1 to 64",
    "http.port, 70000, a whole number from 0 to 65535",
    "replay, maybe, true or false",
    "model.device, tpu, 'one of auto, cpu, gpu'",
    "application.id, '', text without spaces"
  })
  void shouldSayWhatAValueMustBe(String key, String value, String type) {
    assertThatThrownBy(() -> AppConfig.of(Map.of(key, value)))
        .isInstanceOf(UserError.class)
        .hasMessage("Configuration key '%s' is '%s', but must be %s.", key, value, type);
  }

  @Test
  void shouldPassClientPropertiesOn() {
    AppConfig config =
        AppConfig.of(
            Map.of(
                "bootstrap.servers", "broker:1",
                "kafka.security.protocol", "SASL_SSL",
                "basic.auth.user.info", "user:secret",
                "schema.registry.ssl.truststore.location", "trust.jks"));

    assertThat(config.kafkaProperties())
        .containsOnly(
            Map.entry("bootstrap.servers", "broker:1"), Map.entry("security.protocol", "SASL_SSL"));
    assertThat(config.registryProperties())
        .containsOnly(
            Map.entry("schema.registry.url", "http://localhost:8081"),
            Map.entry("basic.auth.user.info", "user:secret"),
            Map.entry("schema.registry.ssl.truststore.location", "trust.jks"));
  }

  @Test
  void shouldLetTheEnvironmentOverrideTheFile() throws IOException {
    Path file = directory.resolve("theriac.properties");
    Files.writeString(file, "http.port=1\nthreads=3\n");

    AppConfig config =
        AppConfig.read(
            file,
            Map.of(
                "THERIAC_HTTP_PORT", "2",
                "THERIAC_KAFKA_SASL_JAAS_CONFIG", "secret",
                "THERIAC_SOMETHING_ELSE", "ignored",
                "PATH", "/bin"));

    assertThat(config.get(AppConfig.HTTP_PORT)).isEqualTo(2);
    assertThat(config.get(AppConfig.THREADS)).isEqualTo(3);
    assertThat(config.kafkaProperties()).containsEntry("sasl.jaas.config", "secret");
  }

  @Test
  void shouldSayThatTheFileIsMissing() {
    Path file = directory.resolve("missing.properties");

    assertThatThrownBy(() -> AppConfig.read(file, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("does not exist");
  }
}
