package io.theriac.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS as for Kafka clients, under {@code schema.registry.ssl.*}: truststore and keystore as JKS,
 * PKCS12 or PEM.
 */
final class RegistryTls {

  private static final ConfigDef DEFINITION = new ConfigDef();

  static {
    SslConfigs.addClientSslSupport(DEFINITION);
  }

  private RegistryTls() {}

  /** Empty when nothing is set: then the JVM's own trust holds. */
  static Optional<SSLContext> context(Map<String, ?> properties) {
    Map<String, Object> own = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(RegistryConfig.SSL_PREFIX) && value != null) {
            own.put(name.substring("schema.registry.".length()), value);
          }
        });
    if (own.isEmpty()) {
      return Optional.empty();
    }
    if ("".equals(own.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG))) {
      throw new ConfigException(
          RegistryConfig.SSL_PREFIX
              + "endpoint.identification.algorithm cannot be empty: the registry's certificate must"
              + " name its host.");
    }
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(DEFINITION.parse(own));
      return Optional.of(factory.sslContext());
    }
  }
}
