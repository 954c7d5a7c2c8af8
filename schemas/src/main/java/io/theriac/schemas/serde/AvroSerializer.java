package io.theriac.schemas.serde;

import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes generated Avro records in the Confluent wire format; null stays null, a tombstone. Safe
 * for use by several threads.
 *
 * <p>The subject is {@code <topic>-value}. Throws {@link SerializationException} when the record or
 * its subject is at fault and {@link io.theriac.schemas.registry.RegistryUnavailableException} when
 * the registry cannot be asked.
 */
public final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {

  /** A buffer that one huge record has stretched is not kept. */
  private static final int KEPT_BUFFER = 1 << 20;

  private static final byte[] HEADER_SPACE = new byte[WireFormat.HEADER_LENGTH];

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private final Map<String, WriteTarget> targets = new ConcurrentHashMap<>();
  private RegistryClient registry;
  private SerdeConfig config;

  /** For Kafka, which calls {@link #configure} next. */
  public AvroSerializer() {}

  /** Uses a registry client that others share. */
  public AvroSerializer(RegistryClient registry) {
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    if (isKey) {
      throw new ConfigException("Keys are strings: AvroSerializer writes values only.");
    }
    config = SerdeConfig.from(properties);
    if (registry == null) {
      registry = new RegistryClient(RegistryConfig.from(properties));
    }
  }

  @Override
  public byte[] serialize(String topic, V value) {
    if (value == null) {
      return null;
    }
    WriteTarget target = targets.get(topic);
    if (target == null || !target.isFor(value.getSchema())) {
      target = newTarget(topic, value);
      targets.put(topic, target);
    }
    return SCRATCH.get().frame(topic, target, value);
  }

  private WriteTarget newTarget(String topic, V value) {
    if (config == null) {
      throw new IllegalStateException("Call configure(…) before the first record.");
    }
    return WriteTarget.of(topic + "-value", value, registry, config);
  }

  /** One thread's buffer and encoder. */
  private static final class Scratch {

    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private BinaryEncoder encoder;

    byte[] frame(String topic, WriteTarget target, SpecificRecord value) {
      encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
      // Only now: the encoder just flushed what a failed record had left in it.
      buffer.reset();
      buffer.write(HEADER_SPACE, 0, HEADER_SPACE.length);
      try {
        target.write(value, encoder);
        encoder.flush();
      } catch (IOException | RuntimeException e) {
        throw failure(topic, value, e);
      }
      byte[] frame = buffer.toByteArray();
      WireFormat.writeHeader(frame, target.schemaId());
      if (frame.length > KEPT_BUFFER) {
        buffer = new ByteArrayOutputStream(512);
      }
      return frame;
    }

    private static SerializationException failure(String topic, SpecificRecord value, Exception e) {
      // Avro names the path of a missing field; its other messages may repeat the record's data.
      String detail = e instanceof NullPointerException ? e.getMessage() : e.getClass().getName();
      return new SerializationException(
          "A %s cannot be written to %s: a field is missing or out of range (%s)."
              .formatted(value.getSchema().getName(), topic, detail));
    }
  }
}
