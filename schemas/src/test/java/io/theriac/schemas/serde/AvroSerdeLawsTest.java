package io.theriac.schemas.serde;

import static io.theriac.schemas.serde.Fixtures.frame;
import static io.theriac.schemas.serde.Fixtures.serde;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.testing.FakeRegistry;
import io.theriac.schemas.testing.RandomBodies;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.avro.io.BinaryData;
import org.apache.avro.specific.SpecificRecord;

/** Laws of the serde that hold for every record of every contract, and for every byte string. */
class AvroSerdeLawsTest {

  private static final FakeRegistry REGISTRY = FakeRegistry.start();
  private static final ThreadMXBean ALLOCATIONS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Map<String, AvroSerde<SpecificRecord>> SERDES = new HashMap<>();

  @AfterContainer
  static void stop() {
    REGISTRY.close();
  }

  @Property(tries = 1_000)
  void shouldWriteBackTheBytesItRead(@ForAll("topics") Topic<?> topic, @ForAll long seed) {
    byte[] frame = validFrame(topic, seed);

    SpecificRecord record = serdeOf(topic).deserializer().deserialize(topic.name(), frame);

    assertThat(record).isInstanceOf(topic.valueType());
    assertThat(serdeOf(topic).serializer().serialize(topic.name(), record)).isEqualTo(frame);
  }

  @Property(tries = 1_000)
  void shouldRefuseEveryTruncation(
      @ForAll("topics") Topic<?> topic, @ForAll long seed, @ForAll Random random) {
    byte[] frame = validFrame(topic, seed);
    byte[] cut = Arrays.copyOf(frame, random.nextInt(frame.length));

    assertThat(outcome(topic, cut)).isInstanceOf(DecodingException.class);
  }

  @Property(tries = 2_000)
  void shouldReadOrRefuseEveryMutation(
      @ForAll("topics") Topic<?> topic,
      @ForAll long seed,
      @ForAll Random random,
      @ForAll @Size(min = 1, max = 6) byte[] splice) {
    byte[] frame = validFrame(topic, seed);
    int at = WireFormat.HEADER_LENGTH + random.nextInt(frame.length - WireFormat.HEADER_LENGTH);
    System.arraycopy(splice, 0, frame, at, Math.min(splice.length, frame.length - at));

    assertThat(outcome(topic, frame))
        .isInstanceOfAny(SpecificRecord.class, DecodingException.class);
  }

  @Property(tries = 2_000)
  void shouldReadOrRefuseEveryBody(
      @ForAll("topics") Topic<?> topic, @ForAll @Size(max = 200) byte[] body) {
    assertThat(outcome(topic, frame(schemaId(topic), body)))
        .isInstanceOfAny(SpecificRecord.class, DecodingException.class);
  }

  @Property(tries = 1_000)
  void shouldNotTakeTheHeapForALengthThatCannotBe(
      @ForAll("topics") Topic<?> topic,
      @ForAll long seed,
      @ForAll Random random,
      @ForAll("hugeLengths") long length) {
    byte[] frame = validFrame(topic, seed);
    int at = WireFormat.HEADER_LENGTH + random.nextInt(frame.length - WireFormat.HEADER_LENGTH);
    byte[] corrupt = Arrays.copyOf(frame, at + 10 + random.nextInt(20));
    BinaryData.encodeLong(length, corrupt, at);
    outcome(topic, frame);

    long before = ALLOCATIONS.getThreadAllocatedBytes(Thread.currentThread().getId());
    outcome(topic, corrupt);
    long after = ALLOCATIONS.getThreadAllocatedBytes(Thread.currentThread().getId());

    assertThat(after - before).isLessThan(4L << 20);
  }

  @Provide
  Arbitrary<Long> hugeLengths() {
    return Arbitraries.of(1L << 24, 1L << 30, Integer.MAX_VALUE - 8L, 1L << 40, -(1L << 30));
  }

  @Property(tries = 500)
  void shouldReadOrRefuseEveryByteString(
      @ForAll("topics") Topic<?> topic, @ForAll @Size(max = 64) byte[] bytes) {
    assertThat(outcome(topic, bytes))
        .isInstanceOfAny(SpecificRecord.class, DecodingException.class);
  }

  @Provide
  Arbitrary<Topic<?>> topics() {
    return Arbitraries.of(Topics.standard().all());
  }

  private static Object outcome(Topic<?> topic, byte[] frame) {
    try {
      return serdeOf(topic).deserializer().deserialize(topic.name(), frame);
    } catch (DecodingException e) {
      return e;
    }
  }

  private static byte[] validFrame(Topic<?> topic, long seed) {
    return frame(schemaId(topic), RandomBodies.of(topic.schema(), new Random(seed)));
  }

  private static int schemaId(Topic<?> topic) {
    return REGISTRY.put(
        topic.valueSubject(), PublishedSchema.of(topic.schema()).toString(), "AVRO");
  }

  @SuppressWarnings("unchecked")
  private static AvroSerde<SpecificRecord> serdeOf(Topic<?> topic) {
    return SERDES.computeIfAbsent(
        topic.name(), name -> (AvroSerde<SpecificRecord>) serde(topic.valueType(), REGISTRY));
  }
}
