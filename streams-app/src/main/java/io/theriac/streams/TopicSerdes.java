package io.theriac.streams;

import io.theriac.schemas.Topic;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.serde.AvroSerde;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Serdes of the values of topics, all configured alike. */
public interface TopicSerdes {

  <V extends SpecificRecord> Serde<V> of(Topic<V> topic);

  /** Serdes that share one registry client. */
  static TopicSerdes with(RegistryClient registry, Map<String, String> properties) {
    return new TopicSerdes() {
      @Override
      public <V extends SpecificRecord> Serde<V> of(Topic<V> topic) {
        AvroSerde<V> serde = new AvroSerde<>(topic.valueType(), registry);
        serde.configure(properties, false);
        return serde;
      }
    };
  }
}
