package io.theriac.schemas.serde;

import io.theriac.schemas.TrustedContracts;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.registry.UnsupportedSchemaException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values in the Confluent wire format as one generated class, whatever compatible schema they
 * were written with; null stays null. Safe for use by several threads.
 *
 * <p>Throws {@link DecodingException} for bytes that are not such a value, {@link
 * io.theriac.schemas.registry.RegistryUnavailableException} when the registry cannot be asked, and
 * {@link io.theriac.schemas.registry.RegistryException} when it refuses to answer at all (wrong
 * address or credentials).
 */
public final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {

  static {
    TrustedContracts.ensure();
  }

  private static final ThreadLocal<BinaryDecoder> DECODERS = new ThreadLocal<>();

  private final Class<V> type;

  private final Map<Integer, ReadPlan<V>> plans = new ConcurrentHashMap<>();
  private volatile ReadPlan<V> lastPlan;
  private RegistryClient registry;
  private UnknownIds unknownIds;

  public AvroDeserializer(Class<V> type) {
    this(type, null);
  }

  /** Uses a registry client that others share. */
  public AvroDeserializer(Class<V> type, RegistryClient registry) {
    this.type = type;
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    if (isKey) {
      throw new ConfigException("Keys are strings: AvroDeserializer reads values only.");
    }
    unknownIds = new UnknownIds(SerdeConfig.from(properties).missingIdTtl());
    if (registry == null) {
      registry = new RegistryClient(RegistryConfig.from(properties));
    }
  }

  @Override
  public V deserialize(String topic, byte[] frame) {
    if (frame == null) {
      return null;
    }
    int schemaId = schemaId(frame);
    ReadPlan<V> plan = lastPlan;
    if (plan == null || plan.schemaId() != schemaId) {
      plan = plan(schemaId);
      lastPlan = plan;
    }
    if (plan instanceof ReadPlan.Read<V> read) {
      return body(frame, schemaId, read.reader());
    }
    throw ((ReadPlan.Refuse<V>) plan).exception();
  }

  private static int schemaId(byte[] frame) {
    if (frame.length < WireFormat.HEADER_LENGTH) {
      throw unreadableFrame(
          "The value has %d bytes; the Confluent wire format has at least %d."
              .formatted(frame.length, WireFormat.HEADER_LENGTH));
    }
    if (frame[0] != WireFormat.MAGIC) {
      throw unreadableFrame(
          "The value begins with byte %d, not 0: it is not in the Confluent wire format."
              .formatted(frame[0]));
    }
    return WireFormat.schemaId(frame);
  }

  private static DecodingException unreadableFrame(String sentence) {
    return new DecodingException(DeadLetterReason.UNREADABLE_FRAME, null, sentence);
  }

  private ReadPlan<V> plan(int schemaId) {
    ReadPlan<V> known = plans.get(schemaId);
    if (known != null) {
      return known;
    }
    if (unknownIds == null) {
      throw new IllegalStateException("Call configure(…) before the first record.");
    }
    ReadPlan<V> plan = newPlan(schemaId);
    plans.put(schemaId, plan);
    return plan;
  }

  private ReadPlan<V> newPlan(int schemaId) {
    // Registries count from 1; some answer a negative id with an error of their own.
    if (schemaId <= 0 || unknownIds.contains(schemaId)) {
      throw unknownSchema(schemaId);
    }
    Optional<Schema> writer;
    try {
      writer = registry.schema(schemaId);
    } catch (UnsupportedSchemaException e) {
      return ReadPlan.refuse(schemaId, e.getMessage());
    }
    if (writer.isEmpty()) {
      unknownIds.add(schemaId);
      throw unknownSchema(schemaId);
    }
    return ReadPlan.of(schemaId, writer.get(), type);
  }

  private static DecodingException unknownSchema(int schemaId) {
    return new DecodingException(
        DeadLetterReason.UNKNOWN_SCHEMA,
        schemaId,
        "The registry has no schema id %d: see that producer and consumer use the same registry."
            .formatted(schemaId));
  }

  /** Avro bounds every length by the bytes that are left, so no corrupt body takes the heap. */
  private V body(byte[] frame, int schemaId, DatumReader<V> reader) {
    int length = frame.length - WireFormat.HEADER_LENGTH;
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(frame, WireFormat.HEADER_LENGTH, length, DECODERS.get());
    DECODERS.set(decoder);
    V value;
    boolean complete;
    try {
      value = reader.read(null, decoder);
      complete = decoder.isEnd();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unreadableBody(
          schemaId, length, "does not fit it (%s)".formatted(e.getClass().getSimpleName()));
    }
    if (!complete) {
      throw unreadableBody(schemaId, length, "goes on after its end");
    }
    return value;
  }

  /** Without Avro's own exception: its message may repeat what stands in the record. */
  private DecodingException unreadableBody(int schemaId, int length, String how) {
    return new DecodingException(
        DeadLetterReason.UNREADABLE_BODY,
        schemaId,
        "The body of %d bytes was to be of type %s, schema id %d, but %s: see what the producer writes."
            .formatted(length, type.getSimpleName(), schemaId, how));
  }
}
