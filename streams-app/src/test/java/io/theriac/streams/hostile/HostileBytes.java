package io.theriac.streams.hostile;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.testing.RandomBodies;
import io.theriac.streams.testing.Ward;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.avro.io.BinaryData;

/** Values that are no events, or none of their topic. */
final class HostileBytes {

  private static final int HEADER = 5;
  private static final List<Long> LENGTHS =
      List.of(
          1L << 24, 1L << 30, Integer.MAX_VALUE - 8L, 1L << 40, -1L, -(1L << 30), Long.MIN_VALUE);

  private final Map<Topic<?>, Integer> ids;
  private final Random random;

  private HostileBytes(Map<Topic<?>, Integer> ids, Random random) {
    this.ids = ids;
    this.random = random;
  }

  /** Makes values of the schemas that the ward's registry knows: all of ours. */
  static Function<Random, HostileBytes> of(Ward ward) {
    Map<Topic<?>, Integer> ids = new LinkedHashMap<>();
    for (Topic<?> topic : Topics.standard().all()) {
      ids.put(topic, ward.registers(topic.valueSubject(), PublishedSchema.of(topic.schema())));
    }
    return random -> new HostileBytes(ids, random);
  }

  /** A value for any topic; null at times. */
  byte[] any() {
    return switch (random.nextInt(7)) {
      case 0 -> null;
      case 1 -> noise(random.nextInt(64));
      case 2 -> frame(random.nextInt(), noise(random.nextInt(64)));
      case 3 -> frame(ids.get(topic()), noise(random.nextInt(200)));
      case 4 -> valid();
      case 5 -> spliced(valid());
      default -> withLength(valid());
    };
  }

  /** A well-formed body of no meaning, of the schema of some topic. */
  private byte[] valid() {
    Topic<?> topic = topic();
    return frame(ids.get(topic), RandomBodies.of(topic.schema(), random));
  }

  private byte[] spliced(byte[] frame) {
    byte[] noise = noise(1 + random.nextInt(6));
    int at = HEADER + random.nextInt(frame.length - HEADER);
    System.arraycopy(noise, 0, frame, at, Math.min(noise.length, frame.length - at));
    return frame;
  }

  /** Somewhere in the body stands a length that cannot be. */
  private byte[] withLength(byte[] frame) {
    int at = HEADER + random.nextInt(frame.length - HEADER);
    byte[] corrupt = Arrays.copyOf(frame, at + 10 + random.nextInt(20));
    BinaryData.encodeLong(LENGTHS.get(random.nextInt(LENGTHS.size())), corrupt, at);
    return corrupt;
  }

  private Topic<?> topic() {
    return List.copyOf(ids.keySet()).get(random.nextInt(ids.size()));
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] frame(int schemaId, byte[] body) {
    return ByteBuffer.allocate(HEADER + body.length)
        .put((byte) 0)
        .putInt(schemaId)
        .put(body)
        .array();
  }
}
