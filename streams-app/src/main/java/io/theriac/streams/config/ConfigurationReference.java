package io.theriac.streams.config;

import java.util.List;

/** Writes the reference page of the configuration from the settings themselves. */
public final class ConfigurationReference {

  private ConfigurationReference() {}

  /** The page as Markdown. */
  public static String markdown(List<Setting<?>> settings) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Setting<?> setting : settings) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(setting.key(), setting.type(), defaultOf(setting), setting.doc()));
    }
    return page.append(PASSED_THROUGH).toString();
  }

  private static String defaultOf(Setting<?> setting) {
    return setting.defaultText().isEmpty() ? "empty" : "`" + setting.defaultText() + "`";
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from AppConfig by ConfigurationReferenceTest; edit the code, not this page. -->

      The application reads one properties file. An environment variable overrides a key: `THERIAC_`
      and the key in capitals with `_` for `.`, so `THERIAC_HTTP_PORT` overrides `http.port`. An
      unknown key or a value that is not valid stops the start with one sentence. Keep secrets in
      the environment or in a file that only the application may read.

      | Key | Value | Default | What it does |
      |---|---|---|---|
      """;

  private static final String PASSED_THROUGH =
      """

      ## Passed on as they are

      | Keys | Go to |
      |---|---|
      | `kafka.*`, without that prefix | every Kafka client and Kafka Streams: `kafka.security.protocol`, `kafka.sasl.jaas.config`, `kafka.ssl.truststore.location` and so on |
      | `schema.registry.*` | the serdes and the registry client, under Confluent's names |
      | `auto.register.schemas`, `use.latest.version`, `latest.compatibility.strict`, `avro.remove.java.properties`, `missing.id.cache.ttl.sec`, `basic.auth.credentials.source`, `basic.auth.user.info`, `bearer.auth.credentials.source`, `bearer.auth.token` | the same |

      The application sets the processing guarantee, the exception handlers, the naming of internal
      topics and the stores itself; a `kafka.*` key cannot change those.
      """;
}
