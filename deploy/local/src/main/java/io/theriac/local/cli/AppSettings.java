package io.theriac.local.cli;

import io.theriac.streams.AppConfig;
import io.theriac.streams.config.Setting;
import io.theriac.streams.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The application's settings, as {@code run} takes them, for commands that do what it does. */
final class AppSettings {

  @Mixin private Addresses addresses;
  @Mixin private CodeMaps codeMaps;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The application's properties; other options go before it.")
  private Path file;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = {
        "Properties for every Kafka and registry client, as the other commands take them;",
        "--config may override them."
      })
  private Path clientConfig;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** All of them, addresses included, which answer. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put(
        AppConfig.CODE_FILES.key(),
        codeMaps.files(CliHome.data().resolve("codes")).stream()
            .map(Path::toString)
            .collect(Collectors.joining(",")));
    if (clientConfig != null) {
      properties.putAll(Settings.ofClients(Settings.properties(clientConfig)));
    }
    if (file != null) {
      properties.putAll(Settings.properties(file));
    }
    putEnvironment(properties);
    properties.putAll(settings);
    addresses.putInto(properties);
    addresses
        .topicPrefix()
        .ifPresent(prefix -> properties.put(AppConfig.TOPIC_PREFIX.key(), prefix));
    return properties;
  }

  /** {@code THERIAC_CODING_GRACE_HOURS} overrides {@code coding.grace.hours}, as it does live. */
  private static void putEnvironment(Map<String, String> properties) {
    for (Setting<?> setting : AppConfig.ALL) {
      String name = "THERIAC_" + setting.key().toUpperCase(Locale.ROOT).replace('.', '_');
      Optional.ofNullable(System.getenv(name))
          .ifPresent(value -> properties.put(setting.key(), value));
    }
  }
}
