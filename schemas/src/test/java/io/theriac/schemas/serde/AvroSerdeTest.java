package io.theriac.schemas.serde;

import static io.theriac.schemas.serde.Fixtures.TOPIC;
import static io.theriac.schemas.serde.Fixtures.aDiagnosis;
import static io.theriac.schemas.serde.Fixtures.frame;
import static io.theriac.schemas.serde.Fixtures.serde;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.registry.RegistryException;
import io.theriac.schemas.registry.RegistryUnavailableException;
import io.theriac.schemas.testing.FakeRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

  private final FakeRegistry registry = FakeRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldReadWhatItWrote() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry);

    byte[] frame = serde.serializer().serialize(TOPIC, aDiagnosis());
    Diagnosis read = serde.deserializer().deserialize(TOPIC, frame);

    assertThat(read).isEqualTo(aDiagnosis());
    assertThat(read.getEntries().get(0).getCoding().getDisplay()).isInstanceOf(String.class);
  }

  @Test
  void shouldFrameTheBodyWithMagicByteAndBigEndianId() {
    registry.put("fill", "\"int\"", "AVRO");
    byte[] frame = serde(Diagnosis.class, registry).serializer().serialize(TOPIC, aDiagnosis());

    assertThat(frame).startsWith(0, 0, 0, 0, 2);
    assertThat(registry.calls())
        .containsExactly("POST /subjects/clinical.diagnoses-value/versions");
  }

  @Test
  void shouldPassTombstones() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry);

    assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Test
  void shouldAskTheRegistryOncePerSubjectAndOncePerId() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry);

    for (int i = 0; i < 100; i++) {
      serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, aDiagnosis()));
      serde.serializer().serialize("other", aDiagnosis());
    }

    assertThat(registry.calls()).hasSize(3);
  }

  @Test
  void shouldSayThatAFrameIsUnreadable() {
    assertThat(failure(new byte[] {0, 0, 0}))
        .returns(DeadLetterReason.UNREADABLE_FRAME, DecodingException::reason)
        .satisfies(e -> assertThat(e.schemaId()).isEmpty());
    assertThat(failure("{\"json\":1}".getBytes(StandardCharsets.UTF_8)))
        .returns(DeadLetterReason.UNREADABLE_FRAME, DecodingException::reason)
        .hasMessageContaining("begins with byte 123, not 0");
  }

  @Test
  void shouldSayThatASchemaIsUnknownAndNotAskForItAgainAtOnce() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, frame(77, new byte[0])))
          .isInstanceOfSatisfying(
              DecodingException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
                assertThat(e.schemaId()).hasValue(77);
              });
    }
    assertThat(registry.calls()).containsExactly("GET /schemas/ids/77");
  }

  @Test
  void shouldNotAskTheRegistryForIdsThatCannotBe() {
    assertThat(failure(frame(-5, new byte[0])))
        .returns(DeadLetterReason.UNKNOWN_SCHEMA, DecodingException::reason);
    assertThat(registry.calls()).isEmpty();
  }

  @Test
  void shouldAskAgainForAnUnknownIdWhenToldNotToRemember() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry, SerdeConfig.MISSING_ID_TTL, "0");
    byte[] early = frame(1, new byte[0]);
    assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, early))
        .isInstanceOf(DecodingException.class);

    byte[] frame = serde.serializer().serialize(TOPIC, aDiagnosis());

    assertThat(serde.deserializer().deserialize(TOPIC, frame)).isEqualTo(aDiagnosis());
  }

  @Test
  void shouldSayThatARecordIsOfAnotherType() {
    byte[] frame = serde(Diagnosis.class, registry).serializer().serialize(TOPIC, aDiagnosis());

    assertThatThrownBy(
            () -> serde(Admission.class, registry).deserializer().deserialize(TOPIC, frame))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.UNREADABLE_BODY))
        .hasMessage(
            "Schema id 1 is of io.theriac.schemas.avro.Diagnosis, but this topic holds"
                + " io.theriac.schemas.avro.Admission: see who writes to it.");
  }

  @Test
  void shouldRefuseASchemaThatIsNotAvro() {
    int id = registry.put("x", "{\"type\":\"object\"}", "JSON");

    assertThat(failure(frame(id, new byte[9])))
        .returns(DeadLetterReason.UNREADABLE_BODY, DecodingException::reason)
        .hasMessageContaining("is of type JSON");
  }

  @Test
  void shouldRefuseABodyThatEndsEarlyOrGoesOn() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry);
    byte[] whole = serde.serializer().serialize(TOPIC, aDiagnosis());

    assertThat(failure(Arrays.copyOf(whole, whole.length - 1)))
        .returns(DeadLetterReason.UNREADABLE_BODY, DecodingException::reason)
        .satisfies(e -> assertThat(e.schemaId()).hasValue(1));
    assertThat(failure(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessageContaining("goes on after its end");
  }

  @Test
  void shouldNotTakeAnUnreachableRegistryForBadData() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry);
    byte[] frame = serde.serializer().serialize(TOPIC, aDiagnosis());

    registry.failNextWith(503);
    assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, frame))
        .isInstanceOf(RegistryUnavailableException.class);
    registry.failNextWith(401);
    assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, frame))
        .isInstanceOf(RegistryException.class);

    assertThat(serde.deserializer().deserialize(TOPIC, frame)).isEqualTo(aDiagnosis());
  }

  @Test
  void shouldNameTheMissingFieldAndKeepWorkingAfterwards() {
    AvroSerde<Diagnosis> serde = serde(Diagnosis.class, registry);
    Diagnosis incomplete = aDiagnosis();
    incomplete.put("patientKey", null);

    assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, incomplete))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("patientKey")
        .hasMessageNotContaining("visit-1");
    byte[] frame = serde.serializer().serialize(TOPIC, aDiagnosis());
    assertThat(serde.deserializer().deserialize(TOPIC, frame)).isEqualTo(aDiagnosis());
  }

  @Test
  void shouldDemandConfiguration() {
    assertThatThrownBy(() -> new AvroSerde<>(Diagnosis.class).serializer())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new AvroSerde<>(Diagnosis.class).configure(Map.of(), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url is missing");
    assertThatThrownBy(
            () ->
                new AvroSerde<>(Diagnosis.class)
                    .configure(Map.of("schema.registry.url", registry.url()), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Keys are strings");
  }

  private DecodingException failure(byte[] frame) {
    return catchThrowableOfType(
        DecodingException.class,
        () -> serde(Diagnosis.class, registry).deserializer().deserialize(TOPIC, frame));
  }
}
