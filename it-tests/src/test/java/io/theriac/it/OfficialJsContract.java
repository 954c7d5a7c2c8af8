package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.TopicProvisioner;
import io.theriac.schemas.admin.TopicSettings;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.AlertDrug;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A consumer of alerts and a producer of events that use Confluent's JavaScript client. */
abstract class OfficialJsContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Topics topics = Topics.withPrefix("it-%s.".formatted(UUID.randomUUID()));

  private Map<String, Object> properties;
  private OfficialJsClient js;

  abstract String bootstrapServers();

  abstract String registryUrl();

  @BeforeEach
  void provision() throws Exception {
    js = OfficialJsClient.installed(bootstrapServers(), registryUrl());
    properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "schema.registry.url",
            registryUrl(),
            "group.id",
            "it-" + UUID.randomUUID(),
            "auto.offset.reset",
            "earliest");
    try (Admin admin = Admin.create(properties)) {
      new TopicProvisioner(admin, new RegistryClient(RegistryConfig.from(properties)))
          .provision(topics, TopicSettings.singleBroker());
    }
  }

  @Test
  void shouldReadTheAlertsThatTheriacWrites() throws Exception {
    Topic<DdiAlert> alerts = topics.ddiAlerts();
    try (KafkaProducer<String, DdiAlert> producer =
        new KafkaProducer<>(properties, new StringSerializer(), serdeOf(alerts).serializer())) {
      producer.send(new ProducerRecord<>(alerts.name(), "patient-1", anAlert())).get();
    }

    JsonNode read = JSON.readTree(js.consume(alerts.name(), 1).get(0));

    assertThat(read.get("key").asText()).isEqualTo("patient-1");
    assertThat(read.at("/value/drugA/atc/code").asText()).isEqualTo("B01AA03");
    assertThat(read.at("/value/drugA/placerOrderId").asText()).isEqualTo("order-1");
    assertThat(read.at("/value/drugB/placerOrderId").isNull()).isTrue();
    assertThat(read.at("/value/severity").asText()).isEqualTo("MAJOR");
    assertThat(read.at("/value/occurredAt").asLong()).isEqualTo(1_704_067_200_000L);
  }

  @Test
  void shouldWriteEventsThatTheriacReads() throws Exception {
    Topic<Admission> admissions = topics.admissions();

    js.produce(
        admissions.name(),
        """
        {"key": "patient-1", "timestamp": 1704067200000, "value": {
          "header": {"eventId": "js-1", "sourceSystem": "JS", "sourceMessageId": null,
                     "occurredAt": 1704067200000, "recordedAt": 1704067200001},
          "patientKey": "patient-1", "visitId": "visit-1", "action": "ADMIT",
          "patientClass": "INPATIENT", "admittedAt": null, "dischargedAt": null}}
        """);

    ConsumerRecord<String, Admission> read = firstOf(admissions);
    assertThat(read.key()).isEqualTo("patient-1");
    assertThat(read.timestamp()).isEqualTo(1_704_067_200_000L);
    assertThat(read.value().getAction()).isEqualTo(AdmissionAction.ADMIT);
    assertThat(read.value().getHeader().getRecordedAt())
        .isEqualTo(Instant.ofEpochMilli(1_704_067_200_001L));
    assertThat(read.value().getAdmittedAt()).isNull();
  }

  private <V extends SpecificRecord> ConsumerRecord<String, V> firstOf(Topic<V> topic) {
    Instant end = Instant.now().plusSeconds(30);
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), serdeOf(topic).deserializer())) {
      consumer.subscribe(List.of(topic.name()));
      while (Instant.now().isBefore(end)) {
        for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofMillis(200))) {
          return record;
        }
      }
    }
    throw new AssertionError("Nothing arrived on %s in 30 seconds".formatted(topic.name()));
  }

  private <V extends SpecificRecord> AvroSerde<V> serdeOf(Topic<V> topic) {
    AvroSerde<V> serde = new AvroSerde<>(topic.valueType());
    serde.configure(properties, false);
    return serde;
  }

  private static DdiAlert anAlert() {
    return DdiAlert.newBuilder()
        .setAlertId("alert-1")
        .setPatientKey("patient-1")
        .setVisitId("visit-1")
        .setKind(AlertKind.RECOMMENDED_ACTIVE)
        .setState(AlertState.RAISED)
        .setDrugA(drug("B01AA03", "warfarin", "order-1"))
        .setDrugB(drug("M01AE01", "ibuprofen", null))
        .setSeverity(DdiSeverity.MAJOR)
        .setMechanism("additive")
        .setEffect("bleeding")
        .setManagement("avoid")
        .setSource("test")
        .setKnowledgeVersion("0")
        .setOccurredAt(Instant.parse("2024-01-01T00:00:00Z"))
        .build();
  }

  private static AlertDrug drug(String atc, String name, String order) {
    Coding coding = Coding.newBuilder().setSystem("ATC").setCode(atc).setDisplay(name).build();
    return AlertDrug.newBuilder().setAtc(coding).setPlacerOrderId(order).build();
  }
}
