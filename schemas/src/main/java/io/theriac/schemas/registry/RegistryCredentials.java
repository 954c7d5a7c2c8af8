package io.theriac.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Turns Confluent's authentication properties into the value of the Authorization header. */
final class RegistryCredentials {

  private RegistryCredentials() {}

  static Optional<String> authorization(Map<String, Object> values, URI firstUrl) {
    Optional<String> basic = basic(values, firstUrl);
    Optional<String> bearer = bearer(values);
    if (basic.isPresent() && bearer.isPresent()) {
      throw new ConfigException(
          "Both basic and bearer authentication are configured for the registry: keep one.");
    }
    return basic.or(() -> bearer);
  }

  private static Optional<String> basic(Map<String, Object> values, URI firstUrl) {
    String source = (String) values.get(RegistryConfig.BASIC_SOURCE);
    String userInfo =
        switch (source) {
          case "URL" -> firstUrl.getUserInfo();
          case "USER_INFO" ->
              required(values, RegistryConfig.BASIC_USER_INFO, RegistryConfig.BASIC_SOURCE);
          default ->
              throw new ConfigException(
                  "%s is '%s': only URL and USER_INFO are supported."
                      .formatted(RegistryConfig.BASIC_SOURCE, source));
        };
    return Optional.ofNullable(userInfo)
        .map(
            info ->
                "Basic "
                    + Base64.getEncoder().encodeToString(info.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> bearer(Map<String, Object> values) {
    String source = (String) values.get(RegistryConfig.BEARER_SOURCE);
    return switch (source) {
      case "" -> Optional.empty();
      case "STATIC_TOKEN" ->
          Optional.of(
              "Bearer "
                  + required(values, RegistryConfig.BEARER_TOKEN, RegistryConfig.BEARER_SOURCE));
      default ->
          throw new ConfigException(
              "%s is '%s': only STATIC_TOKEN is supported."
                  .formatted(RegistryConfig.BEARER_SOURCE, source));
    };
  }

  private static String required(Map<String, Object> values, String name, String because) {
    String secret = ((Password) values.get(name)).value();
    if (secret.isEmpty()) {
      throw new ConfigException("%s is set, but %s is missing.".formatted(because, name));
    }
    return secret;
  }
}
