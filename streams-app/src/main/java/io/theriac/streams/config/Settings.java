package io.theriac.streams.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** Values of settings from properties and the environment, all checked at once. */
public final class Settings {

  private static final String ENVIRONMENT_PREFIX = "THERIAC_";
  private static final String KAFKA_PREFIX = "kafka.";
  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String REGISTRY_PREFIX = "schema.registry.";

  /** Confluent's names of the serdes that do not begin with {@code schema.registry.}. */
  private static final Set<String> SERDE_KEYS =
      Set.of(
          "auto.register.schemas",
          "use.latest.version",
          "latest.compatibility.strict",
          "avro.remove.java.properties",
          "missing.id.cache.ttl.sec",
          "basic.auth.credentials.source",
          "basic.auth.user.info",
          "bearer.auth.credentials.source",
          "bearer.auth.token");

  private final Map<String, Object> values;
  private final Map<String, String> passedThrough;

  private Settings(Map<String, Object> values, Map<String, String> passedThrough) {
    this.values = values;
    this.passedThrough = passedThrough;
  }

  /** Parses properties and environment; the environment wins. */
  public static Settings of(
      List<Setting<?>> known, Map<String, String> properties, Map<String, String> environment) {
    Map<String, String> texts = new TreeMap<>(properties);
    texts.putAll(overrides(known, environment));
    Map<String, Object> values = new HashMap<>();
    for (Setting<?> setting : known) {
      String text = texts.remove(setting.key());
      values.put(setting.key(), setting.parse(text == null ? setting.defaultText() : text));
    }
    texts.keySet().forEach(key -> requirePassedThrough(key, known));
    return new Settings(values, texts);
  }

  /** The properties of a file. */
  public static Map<String, String> properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "Configuration file '%s' does not exist: give the path of a properties file."
              .formatted(file),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(
          "Configuration file '%s' cannot be read as UTF-8 properties: %s."
              .formatted(file, e.getMessage()),
          e);
    }
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    return map;
  }

  /** Properties of Kafka and registry clients, under the keys that this configuration takes. */
  public static Map<String, String> ofClients(Map<String, String> clientProperties) {
    Map<String, String> settings = new HashMap<>();
    clientProperties.forEach(
        (key, value) ->
            settings.put(
                isPassedThrough(key) || key.equals(BOOTSTRAP) ? key : KAFKA_PREFIX + key, value));
    return settings;
  }

  @SuppressWarnings("unchecked") // Every value was parsed by the setting of its key.
  public <T> T get(Setting<T> setting) {
    return (T) values.get(setting.key());
  }

  public Map<String, String> kafkaProperties(String bootstrapServers) {
    Map<String, String> kafka = new TreeMap<>();
    passedThrough.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA_PREFIX)) {
            kafka.put(key.substring(KAFKA_PREFIX.length()), value);
          }
        });
    kafka.put(BOOTSTRAP, bootstrapServers);
    return kafka;
  }

  public Map<String, String> registryProperties(String url) {
    Map<String, String> registry = new TreeMap<>();
    passedThrough.forEach(
        (key, value) -> {
          if (!key.startsWith(KAFKA_PREFIX)) {
            registry.put(key, value);
          }
        });
    registry.put("schema.registry.url", url);
    return registry;
  }

  private static Map<String, String> overrides(
      List<Setting<?>> known, Map<String, String> environment) {
    Map<String, String> overrides = new HashMap<>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(ENVIRONMENT_PREFIX)) {
            String key =
                variable
                    .substring(ENVIRONMENT_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            if (isPassedThrough(key)
                || known.stream().anyMatch(setting -> setting.key().equals(key))) {
              overrides.put(key, value);
            }
          }
        });
    return overrides;
  }

  private static boolean isPassedThrough(String key) {
    return key.startsWith(KAFKA_PREFIX)
        || key.startsWith(REGISTRY_PREFIX)
        || SERDE_KEYS.contains(key);
  }

  private static void requirePassedThrough(String key, List<Setting<?>> known) {
    if (!isPassedThrough(key)) {
      String hint =
          Nearest.to(key, known.stream().map(Setting::key).toList())
              .map("did you mean '%s'?"::formatted)
              .orElse("see docs/configuration.md for all keys.");
      throw new UserError("Unknown configuration key '%s': %s".formatted(key, hint));
    }
  }
}
