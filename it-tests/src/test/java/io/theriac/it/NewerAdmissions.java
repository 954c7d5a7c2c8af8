package io.theriac.it;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.serde.AvroSerializer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A source whose admissions say one thing more than this release knows: the ward. */
final class NewerAdmissions implements AutoCloseable {

  private static final Schema KNOWN = Admission.getClassSchema();
  private static final Schema NEWER = withWard();

  /** Magic byte and schema id. */
  private static final int HEAD = 5;

  private final Topic<Admission> topic;
  private final AvroSerializer<Admission> serializer = new AvroSerializer<>();
  private final KafkaProducer<String, byte[]> producer;
  private final int schemaId;

  /** Registers the newer version, which the registry must find compatible. */
  NewerAdmissions(Map<String, String> clients, Topic<Admission> topic) {
    this.topic = topic;
    serializer.configure(clients, false);
    RegistryClient registry = new RegistryClient(RegistryConfig.from(clients));
    schemaId = registry.register(topic.valueSubject(), NEWER);
    producer =
        new KafkaProducer<>(
            new HashMap<>(clients), new StringSerializer(), new ByteArraySerializer());
  }

  private static Schema withWard() {
    List<Field> fields = new ArrayList<>();
    KNOWN.getFields().forEach(field -> fields.add(new Field(field, field.schema())));
    Schema optionalText =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
    fields.add(
        new Field("ward", optionalText, "Where the patient lies.", Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord(
        KNOWN.getName(), KNOWN.getDoc(), KNOWN.getNamespace(), false, fields);
  }

  /** Publishes the admissions among the events; says how many these were. */
  long publish(List<OutboundEvent> events) throws IOException {
    long published = 0;
    for (OutboundEvent event : events) {
      if (event.value() instanceof Admission admission) {
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                null,
                event.occurredAt().toEpochMilli(),
                event.key(),
                frame(admission)));
        published++;
      }
    }
    producer.flush();
    return published;
  }

  private byte[] frame(Admission admission) throws IOException {
    byte[] known = serializer.serialize(topic.name(), admission);
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(KNOWN, NEWER)
            .read(null, DecoderFactory.get().binaryDecoder(known, HEAD, known.length - HEAD, null));
    record.put("ward", "7 North");
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(frame);
    head.writeByte(0);
    head.writeInt(schemaId);
    new GenericDatumWriter<GenericRecord>(NEWER)
        .write(record, EncoderFactory.get().directBinaryEncoder(frame, null));
    return frame.toByteArray();
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
  }
}
