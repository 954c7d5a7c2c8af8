package io.theriac.schemas.serde;

import static io.theriac.schemas.serde.Fixtures.TOPIC;
import static io.theriac.schemas.serde.Fixtures.aDiagnosis;
import static io.theriac.schemas.serde.Fixtures.frame;
import static io.theriac.schemas.serde.Fixtures.serde;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.testing.FakeRegistry;
import io.theriac.schemas.testing.RandomBodies;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writers and readers of different versions, and who may register. */
class SchemaVersionsTest {

  private static final String SUBJECT = TOPIC + "-value";
  private static final String CURRENT = PublishedSchema.of(Diagnosis.getClassSchema()).toString();
  private static final String WITH_NEW_FIELD =
      CURRENT.replace(
          "{\"name\":\"patientKey\"",
          "{\"name\":\"ward\",\"type\":\"string\",\"default\":\"?\"},{\"name\":\"patientKey\"");

  private final FakeRegistry registry = FakeRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldSkipAFieldOfANewerWriter() {
    Diagnosis read = readRandom(WITH_NEW_FIELD);

    assertThat(read.getPatientKey()).isNotNull();
    assertThat(read.getAction()).isNotNull();
  }

  @Test
  void shouldTakeASymbolOfANewerWriterForUnknown() {
    String newer = CURRENT.replace("\"ADD\",\"UPDATE\"", "\"PURGE\",\"ADD\",\"UPDATE\"");
    int id = registry.put(SUBJECT, newer, "AVRO");
    byte[] today = serde(Diagnosis.class, registry).serializer().serialize(TOPIC, aDiagnosis());
    // ADD is symbol 0 today and 1 for the newer writer, whose symbol 0 is new.
    byte[] body = Arrays.copyOfRange(today, WireFormat.HEADER_LENGTH, today.length);

    Diagnosis read =
        serde(Diagnosis.class, registry).deserializer().deserialize(TOPIC, frame(id, body));

    assertThat(read.getAction()).isEqualTo(EntryAction.UNKNOWN);
  }

  @Test
  void shouldRefuseAVersionThatCannotBeRead() {
    String retyped =
        CURRENT.replace(
            "{\"name\":\"patientKey\",\"type\":\"string\"",
            "{\"name\":\"patientKey\",\"type\":\"int\"");

    assertThatThrownBy(() -> readRandom(retyped))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.UNREADABLE_BODY))
        .hasMessageContaining("is not compatible with this build's");
  }

  @Test
  void shouldNotRegisterWhenToldNotTo() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry, "auto.register.schemas", "false");

    assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, aDiagnosis()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("auto.register.schemas is false: register it first");
    int id = registry.put(SUBJECT, CURRENT, "AVRO");

    assertThat(WireFormat.schemaId(serde.serializer().serialize(TOPIC, aDiagnosis())))
        .isEqualTo(id);
  }

  @Test
  void shouldWriteUnderTheNewestVersionWhenToldTo() {
    registry.put(SUBJECT, CURRENT, "AVRO");
    int newest = registry.put(SUBJECT, WITH_NEW_FIELD, "AVRO");
    AvroSerde<Diagnosis> serde =
        serde(
            Diagnosis.class,
            registry,
            "auto.register.schemas",
            "false",
            "use.latest.version",
            "true");

    byte[] frame = serde.serializer().serialize(TOPIC, aDiagnosis());

    assertThat(WireFormat.schemaId(frame)).isEqualTo(newest);
    assertThat(serde.deserializer().deserialize(TOPIC, frame)).isEqualTo(aDiagnosis());
  }

  @Test
  void shouldRefuseANewestVersionThatCannotHoldTheRecord() {
    registry.put(SUBJECT, WITH_NEW_FIELD.replace(",\"default\":\"?\"", ""), "AVRO");
    AvroSerde<Diagnosis> serde =
        serde(
            Diagnosis.class,
            registry,
            "auto.register.schemas",
            "false",
            "use.latest.version",
            "true");

    assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, aDiagnosis()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("cannot hold what this build writes");
  }

  private Diagnosis readRandom(String writerSchema) {
    int id = registry.put(SUBJECT, writerSchema, "AVRO");
    byte[] body = RandomBodies.of(new Schema.Parser().parse(writerSchema), new Random(7));
    return serde(Diagnosis.class, registry).deserializer().deserialize(TOPIC, frame(id, body));
  }
}
