package io.theriac.schemas.serde;

import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Values of one generated class in the Confluent wire format, configured by Confluent's property
 * names. Safe for use by several threads once configured.
 */
public final class AvroSerde<V extends SpecificRecord> implements Serde<V> {

  private final Class<V> type;
  private RegistryClient registry;
  private Serializer<V> serializer;
  private Deserializer<V> deserializer;

  /** Makes its own registry client when configured. */
  public AvroSerde(Class<V> type) {
    this(type, null);
  }

  /** Uses a registry client that others share; still to be configured. */
  public AvroSerde(Class<V> type, RegistryClient registry) {
    this.type = type;
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    if (registry == null) {
      registry = new RegistryClient(RegistryConfig.from(properties));
    }
    serializer = new AvroSerializer<>(registry);
    serializer.configure(properties, isKey);
    deserializer = new AvroDeserializer<>(type, registry);
    deserializer.configure(properties, isKey);
  }

  @Override
  public Serializer<V> serializer() {
    return configured(serializer);
  }

  @Override
  public Deserializer<V> deserializer() {
    return configured(deserializer);
  }

  private static <T> T configured(T part) {
    if (part == null) {
      throw new IllegalStateException("Call configure(…) before using the serde.");
    }
    return part;
  }
}
