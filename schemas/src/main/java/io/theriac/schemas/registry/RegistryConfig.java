package io.theriac.schemas.registry;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach a schema registry, under Confluent's property names and with Confluent's defaults.
 *
 * @param urls base addresses, tried in turn; user information removed
 * @param authorization value of the Authorization header
 * @param tls trust and client certificate, when any {@code schema.registry.ssl.*} is set
 * @param maxRetries further rounds over all addresses after the first
 * @param retryWait wait before the first retry; doubles up to {@code maxRetryWait}
 */
public record RegistryConfig(
    List<URI> urls,
    Optional<Password> authorization,
    Optional<SSLContext> tls,
    Duration connectTimeout,
    Duration readTimeout,
    int maxRetries,
    Duration retryWait,
    Duration maxRetryWait) {

  public static final String URL = "schema.registry.url";
  public static final String BASIC_SOURCE = "basic.auth.credentials.source";
  public static final String BASIC_USER_INFO = "basic.auth.user.info";
  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  public static final String BEARER_TOKEN = "bearer.auth.token";
  public static final String SSL_PREFIX = "schema.registry.ssl.";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";
  public static final String MAX_RETRIES = "max.retries";
  public static final String RETRY_WAIT = "retries.wait.ms";
  public static final String MAX_RETRY_WAIT = "retries.max.wait.ms";

  private static final String NAMESPACE = "schema.registry.";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              ConfigDef.Type.LIST,
              HIGH,
              "Base addresses of the registry, separated by commas.")
          .define(
              BASIC_SOURCE, ConfigDef.Type.STRING, "URL", MEDIUM, "Basic auth: URL or USER_INFO.")
          .define(
              BASIC_USER_INFO, ConfigDef.Type.PASSWORD, "", MEDIUM, "Basic auth: user:password.")
          .define(BEARER_SOURCE, ConfigDef.Type.STRING, "", MEDIUM, "Bearer auth: STATIC_TOKEN.")
          .define(BEARER_TOKEN, ConfigDef.Type.PASSWORD, "", MEDIUM, "Bearer auth: the token.")
          .define(CONNECT_TIMEOUT, ConfigDef.Type.INT, 60_000, atLeast(1), LOW, "Connect timeout.")
          .define(READ_TIMEOUT, ConfigDef.Type.INT, 60_000, atLeast(1), LOW, "Time for one answer.")
          .define(MAX_RETRIES, ConfigDef.Type.INT, 3, between(0, 100), LOW, "Retries of one call.")
          .define(
              RETRY_WAIT,
              ConfigDef.Type.INT,
              1_000,
              atLeast(0),
              LOW,
              "Wait before the first retry.")
          .define(MAX_RETRY_WAIT, ConfigDef.Type.INT, 20_000, atLeast(0), LOW, "Longest wait.");

  /**
   * Reads the registry's part of a client's properties. Each name may also carry the prefix {@code
   * schema.registry.}; names that are not the registry's are ignored, for the map usually is the
   * whole configuration of a Kafka client.
   *
   * @throws ConfigException in one sentence, never with a secret in it
   */
  public static RegistryConfig from(Map<String, ?> properties) {
    Map<String, Object> values = DEFINITION.parse(unprefixed(properties));
    List<URI> addresses =
        ((List<?>) values.get(URL)).stream().map(url -> uri((String) url)).toList();
    if (addresses.isEmpty()) {
      throw new ConfigException("%s is empty: give the registry's address.".formatted(URL));
    }
    return new RegistryConfig(
        addresses.stream().map(RegistryConfig::withoutUserInfo).toList(),
        RegistryCredentials.authorization(values, addresses.get(0)).map(Password::new),
        RegistryTls.context(properties),
        millis(values, CONNECT_TIMEOUT),
        millis(values, READ_TIMEOUT),
        (Integer) values.get(MAX_RETRIES),
        millis(values, RETRY_WAIT),
        millis(values, MAX_RETRY_WAIT));
  }

  private static Map<String, Object> unprefixed(Map<String, ?> properties) {
    Map<String, Object> own = new HashMap<>();
    for (String name : DEFINITION.names()) {
      Object value = properties.get(NAMESPACE + name);
      value = value == null ? properties.get(name) : value;
      if (value != null) {
        own.put(name, value);
      }
    }
    if (!own.containsKey(URL)) {
      throw new ConfigException("%s is missing: give the registry's address.".formatted(URL));
    }
    return own;
  }

  private static Duration millis(Map<String, Object> values, String name) {
    return Duration.ofMillis((Integer) values.get(name));
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text.strip());
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The message would repeat the address, which may hold a password.
    }
    throw new ConfigException(
        URL + " has an entry that is not an address: write http://host:port or https://host:port.");
  }

  private static URI withoutUserInfo(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
  }
}
