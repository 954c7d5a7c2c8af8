package io.theriac.streams.fold;

import io.theriac.schemas.serde.DecodingException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What came of the bytes of a clinical record: an event, or why they are none.
 *
 * <p>Kafka Streams reads a record ahead of processing it. A dead letter made while reading could be
 * committed without the offset of its record, and be doubled by a crash in between; so what cannot
 * be read is handed on and thrown when its turn has come.
 */
public record Received(SpecificRecord value, Optional<RuntimeException> failure) {

  /** Throws what the reading threw, else answers the event; null is a tombstone. */
  SpecificRecord valueOrThrow() {
    failure.ifPresent(
        exception -> {
          throw exception;
        });
    return value;
  }

  /** Whether the record has no value, rather than one that cannot be read. */
  boolean isTombstone() {
    return value == null && failure.isEmpty();
  }

  /** Reads values so that bad bytes are handed on; errors of Kafka and the registry are thrown. */
  public static <V extends SpecificRecord> Deserializer<Received> reading(Deserializer<V> values) {
    return new Deserializer<>() {
      @Override
      public Received deserialize(String topic, byte[] bytes) {
        return deserialize(topic, null, bytes);
      }

      @Override
      public Received deserialize(String topic, Headers headers, byte[] bytes) {
        try {
          return new Received(values.deserialize(topic, headers, bytes), Optional.empty());
        } catch (RuntimeException e) {
          if (e instanceof KafkaException && !(e instanceof DecodingException)) {
            throw e;
          }
          return new Received(null, Optional.of(e));
        }
      }
    };
  }
}
