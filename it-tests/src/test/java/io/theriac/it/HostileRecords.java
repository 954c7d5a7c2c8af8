package io.theriac.it;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.entry;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.serde.AvroSerializer;
import io.theriac.state.fixture.PatientStory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that a broker takes and an application must survive: noise, extremes and absurdities. */
final class HostileRecords {

  private static final String PATIENT = "hostile-patient";

  /** Just below what the topics take. */
  private static final int HUGE = 1_040_000;

  private final Topics topics;
  private final Random random;
  private final List<byte[]> events;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> moves = new ArrayList<>();

  HostileRecords(Topics topics, long seed) {
    this.topics = topics;
    this.random = new Random(seed);
    this.events = RawRecords.events(plausible(), topics).stream().map(this::bytes).toList();
    make();
  }

  /** Records for the clinical topics. */
  List<ProducerRecord<byte[], byte[]>> clinical() {
    return records;
  }

  /** Records for the topic of messages between patient keys, which is the application's own. */
  List<ProducerRecord<byte[], byte[]>> moves() {
    return moves;
  }

  private void make() {
    for (int i = 0; i < 3_000; i++) {
      add(anyTopic(), noise(40), random.nextInt(5) == 0 ? null : bytes());
    }
    add(topics.labs(), null, null);
    add(topics.labs(), noise(100), new byte[HUGE]);
    add(topics.labs(), new byte[HUGE / 2], new byte[HUGE / 2]);
    add(topics.labs(), new byte[HUGE], null);
    stories().forEach(story -> RawRecords.events(story, topics).forEach(this::add));
    new HostileMerges(PATIENT)
        .stories()
        .forEach(story -> RawRecords.events(story, topics).forEach(this::add));
    for (int i = 0; i < 200; i++) {
      moves.add(new ProducerRecord<>(topics.patientMoves().name(), noise(40), bytes()));
    }
  }

  private static List<PatientStory> stories() {
    return List.of(
        visitOfAHundredThousandDiagnoses(),
        orderChangedWithoutEnd(),
        aPatient(PATIENT).admitted("x".repeat(1_000_000)),
        aPatient(PATIENT).admitted(""),
        aPatient(PATIENT).admitted("v1", Instant.parse("2299-01-01T00:00:00Z")),
        aPatient(PATIENT)
            .admitted("v2", Instant.parse("1900-01-01T00:00:00Z"))
            .ordered(
                "o1",
                new Coding("ATC", "B01AA03", "x".repeat(900_000)),
                OrderType.INPATIENT,
                null,
                null));
  }

  private static PatientStory plausible() {
    return aPatient(PATIENT)
        .admitted("v0")
        .female()
        .diagnosed("ICD-10-CM", "I48.0")
        .operated("SNOMED-CT", "1")
        .measured("r1", "2160-0", 1.2, "mg/dL")
        .prescribed("o1", "ATC", "B01AA03")
        .discharged();
  }

  private static PatientStory visitOfAHundredThousandDiagnoses() {
    PatientStory story = aPatient(PATIENT).admitted("many");
    for (int event = 0; event < 10; event++) {
      int first = event * 10_000;
      story.diagnoses(
          EntryAction.ADD,
          IntStream.range(first, first + 10_000)
              .mapToObj(code -> entry("ICD-10-CM", "code-" + code))
              .toArray(CodedEntry[]::new));
    }
    return story.discharged();
  }

  private static PatientStory orderChangedWithoutEnd() {
    PatientStory story = aPatient(PATIENT).admitted("changing");
    for (int change = 0; change < 300; change++) {
      Coding drug = new Coding("RXNORM", "drug-" + change, "x".repeat(4_000));
      story.order(MedicationAction.CHANGE, "o1", drug, OrderType.INPATIENT, null, null);
    }
    return story;
  }

  private void add(OutboundEvent event) {
    records.add(
        new ProducerRecord<>(
            event.topic().name(),
            null,
            Math.max(0, event.occurredAt().toEpochMilli()),
            event.key().getBytes(StandardCharsets.UTF_8),
            bytes(event)));
  }

  private byte[] bytes(OutboundEvent event) {
    try (AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>()) {
      serializer.configure(SharedStack.clients(), false);
      return serializer.serialize(event.topic().name(), event.value());
    }
  }

  private void add(Topic<?> topic, byte[] key, byte[] value) {
    records.add(new ProducerRecord<>(topic.name(), key, value));
  }

  /** Noise, a frame of noise, or an event that is cut or spoiled somewhere. */
  private byte[] bytes() {
    byte[] event = events.get(random.nextInt(events.size())).clone();
    byte[] noise = noise(64);
    switch (random.nextInt(4)) {
      case 0 -> {
        return noise;
      }
      case 1 -> {
        return frame(noise);
      }
      case 2 -> {
        return Arrays.copyOf(event, random.nextInt(event.length));
      }
      default -> {
        int at = random.nextInt(event.length);
        System.arraycopy(noise, 0, event, at, Math.min(noise.length, event.length - at));
        return event;
      }
    }
  }

  /** With one of the first schema ids, which the registry gave to contracts. */
  private byte[] frame(byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .put((byte) 0)
        .putInt(random.nextInt(30))
        .put(body)
        .array();
  }

  private Topic<? extends SpecificRecord> anyTopic() {
    return topics.clinical().get(random.nextInt(6));
  }

  private byte[] noise(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }
}
