package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.LabStatus;
import io.theriac.schemas.registry.Compatibility;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.registry.RegistryException;
import io.theriac.schemas.serde.AvroSerde;
import io.theriac.schemas.serde.DecodingException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must hold with any registry of Confluent's API, and towards Confluent's own Java client. */
abstract class RegistryContract {

  private static final Schema LAB = PublishedSchema.of(LabResult.getClassSchema());

  private String topic;
  private String subject;
  private RegistryClient registry;
  private OfficialClient official;
  private AvroSerde<LabResult> serde;

  /** Base address of Confluent's API at the registry under test. */
  abstract String registryUrl();

  @BeforeEach
  void aFreshSubject() {
    topic = "it-%s.clinical.labs".formatted(UUID.randomUUID());
    subject = topic + "-value";
    Map<String, ?> properties = Map.of("schema.registry.url", registryUrl());
    registry = new RegistryClient(RegistryConfig.from(properties));
    official = new OfficialClient(registryUrl());
    serde = new AvroSerde<>(LabResult.class);
    serde.configure(properties, false);
  }

  @Test
  void shouldBeReadByTheOfficialClient() {
    GenericRecord read = official.read(serde.serializer().serialize(topic, aLabResult()));

    assertThat(read.getSchema().getFullName()).isEqualTo("io.theriac.schemas.avro.LabResult");
    assertThat(read.get("patientKey")).hasToString("patient-1");
    assertThat(((GenericRecord) read.get("header")).get("occurredAt"))
        .isEqualTo(1_709_251_199_999L);
    assertThat(((GenericRecord) read.get("test")).get("display")).hasToString("Natrium µmol ≥");
    assertThat(read.get("value")).isEqualTo(139.5);
    assertThat(read.get("status")).hasToString("FINAL");
  }

  @Test
  void shouldReadWhatTheOfficialClientWroteAndWriteTheSameBytes() {
    byte[] ours = serde.serializer().serialize(topic, aLabResult());

    byte[] theirs = official.write(subject, official.read(ours));

    assertThat(theirs).isEqualTo(ours);
    assertThat(serde.deserializer().deserialize(topic, theirs)).isEqualTo(aLabResult());
  }

  @Test
  void shouldAgreeWithTheOfficialClientOnIds() {
    int ours = registry.register(subject, LAB);

    assertThat(official.id(subject, LAB.toString())).isEqualTo(ours);
    assertThat(official.register(subject, LAB.toString())).isEqualTo(ours);
    assertThat(registry.schema(ours)).contains(LAB);
    assertThat(registry.lookup(subject, LAB))
        .hasValueSatisfying(
            found -> {
              assertThat(found.id()).isEqualTo(ours);
              assertThat(found.version()).isEqualTo(1);
            });
    assertThat(registry.versions(subject)).containsExactly(1);
  }

  @Test
  void shouldGiveOneIdToOneSchemaUnderTwoSubjects() {
    assertThat(registry.register(subject + "-two", LAB)).isEqualTo(registry.register(subject, LAB));
  }

  @Test
  void shouldKeepEveryContractAsPublished() {
    Topics.withPrefix(topic + ".")
        .all()
        .forEach(
            contract -> {
              Schema published = PublishedSchema.of(contract.schema());
              int id = registry.register(contract.valueSubject(), published);
              assertThat(registry.schema(id)).contains(published);
            });
  }

  @Test
  void shouldRefuseAnIncompatibleVersion() {
    Schema incompatible =
        new Schema.Parser()
            .parse(
                LAB.toString()
                    .replace(
                        "\"patientKey\",\"type\":\"string\"", "\"patientKey\",\"type\":\"int\""));
    registry.register(subject, LAB);
    registry.setCompatibility(subject, Compatibility.FULL_TRANSITIVE);

    assertThat(registry.compatibility(subject)).contains(Compatibility.FULL_TRANSITIVE);
    assertThat(official.compatibility(subject)).isEqualTo("FULL_TRANSITIVE");
    assertThat(registry.isCompatible(subject, incompatible)).isFalse();
    assertThat(registry.isCompatible(subject, LAB)).isTrue();
    assertThatThrownBy(() -> registry.register(subject, incompatible))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.isIncompatible()).isTrue());
  }

  @Test
  void shouldReadAnOlderVersionAfterAnUpgrade() {
    Schema older =
        new Schema.Parser()
            .parse(LAB.toString().replaceFirst("\\{\"name\":\"unit\".*?\"default\":null\\},", ""));
    assertThat(older.getField("unit")).isNull();
    int id = registry.register(subject, older);
    byte[] ours = serde.serializer().serialize(topic, aLabResult());
    GenericRecord asOlder = official.read(ours);
    byte[] frame = official.write(subject, narrowed(asOlder, official.schema(id)));

    LabResult read = serde.deserializer().deserialize(topic, frame);

    assertThat(ByteBuffer.wrap(frame).getInt(1)).isEqualTo(id);
    assertThat(read.getUnit()).isNull();
    assertThat(read.getPatientKey()).isEqualTo("patient-1");
  }

  @Test
  void shouldKnowNothingOfForeignIdsAndSubjects() {
    byte[] frame = serde.serializer().serialize(topic, aLabResult());
    ByteBuffer.wrap(frame).putInt(1, Integer.MAX_VALUE);

    assertThat(registry.schema(Integer.MAX_VALUE)).isEmpty();
    assertThat(registry.latest("no-such-subject")).isEmpty();
    assertThat(registry.versions("no-such-subject")).isEmpty();
    assertThat(registry.lookup("no-such-subject", LAB)).isEmpty();
    assertThat(registry.lookup(subject, Schema.create(Schema.Type.INT))).isEmpty();
    assertThat(registry.compatibility("no-such-subject")).isEmpty();
    assertThatThrownBy(() -> serde.deserializer().deserialize(topic, frame))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA));
  }

  private static GenericRecord narrowed(GenericRecord record, String schema) {
    var narrow =
        new org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData.Record(
            new org.apache.flink.avro.shaded.org.apache.avro.Schema.Parser().parse(schema));
    narrow.getSchema().getFields().forEach(f -> narrow.put(f.name(), record.get(f.name())));
    return narrow;
  }

  private static LabResult aLabResult() {
    return LabResult.newBuilder()
        .setHeader(
            EventHeader.newBuilder()
                .setEventId("event-1")
                .setSourceSystem("SYNTHEA")
                .setOccurredAt(Instant.parse("2024-02-29T23:59:59.999Z"))
                .setRecordedAt(Instant.parse("1969-12-31T23:59:59Z"))
                .build())
        .setPatientKey("patient-1")
        .setVisitId("visit-1")
        .setResultId("result-1")
        .setTest(
            Coding.newBuilder()
                .setSystem("LOINC")
                .setCode("2951-2")
                .setDisplay("Natrium µmol ≥")
                .build())
        .setValue(139.5)
        .setUnit("mmol/L")
        .setStatus(LabStatus.FINAL)
        .build();
  }
}
