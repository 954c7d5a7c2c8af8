package io.theriac.local.demo;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records no application can read, sent on purpose: they must end as dead letters. */
public final class BrokenRecords {

  /** A frame that starts with a wrong magic byte. */
  public static final byte[] WRONG_MAGIC_BYTE = "not avro".getBytes(StandardCharsets.UTF_8);

  /** A frame whose schema id no registry knows. */
  public static final byte[] UNKNOWN_SCHEMA_ID = {0, 0x7f, 0x7f, 0x7f, 0x7f, 2, 4};

  private BrokenRecords() {}

  /** A good frame cut in the middle of its body. */
  public static byte[] truncated(byte[] frame) {
    return Arrays.copyOf(frame, frame.length / 2);
  }

  /** Sends one of each kind and waits until the broker has them. */
  public static int send(Map<String, String> clientProperties, Topic<Admission> topic) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    List<byte[]> broken =
        List.of(WRONG_MAGIC_BYTE, UNKNOWN_SCHEMA_ID, truncated(frame(clientProperties, topic)));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      broken.forEach(value -> producer.send(new ProducerRecord<>(topic.name(), "demo", value)));
      producer.flush();
    }
    return broken.size();
  }

  private static byte[] frame(Map<String, String> clientProperties, Topic<Admission> topic) {
    EventHeader header = new EventHeader("demo-broken", "DEMO", null, Instant.EPOCH, Instant.EPOCH);
    Admission good =
        new Admission(
            header,
            "demo",
            "demo",
            AdmissionAction.ADMIT,
            PatientClass.INPATIENT,
            null,
            null,
            null);
    try (AvroSerializer<Admission> serializer = new AvroSerializer<>()) {
      serializer.configure(clientProperties, false);
      return serializer.serialize(topic.name(), good);
    }
  }
}
