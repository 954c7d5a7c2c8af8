package io.theriac.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.BinaryEncoder;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;

/**
 * Confluent's own Java registry client with an Avro of another version, as Apache Flink bundles
 * them: an oracle that shares no code with Theriac's serde.
 */
final class OfficialClient {

  private final SchemaRegistryClient registry;

  OfficialClient(String registryUrl) {
    this.registry = new CachedSchemaRegistryClient(registryUrl, 100);
  }

  int register(String subject, String schema) {
    return call(() -> registry.register(subject, new AvroSchema(schema)));
  }

  int id(String subject, String schema) {
    return call(() -> registry.getId(subject, new AvroSchema(schema)));
  }

  String schema(int id) {
    return call(() -> registry.getSchemaById(id)).canonicalString();
  }

  String compatibility(String subject) {
    return call(() -> registry.getCompatibility(subject));
  }

  /** Reads a frame of the Confluent wire format. */
  GenericRecord read(byte[] frame) {
    ByteBuffer header = ByteBuffer.wrap(frame);
    if (header.get() != 0) {
      throw new IllegalArgumentException("not Confluent's magic byte");
    }
    Schema schema = new Schema.Parser().parse(schema(header.getInt()));
    ByteArrayInputStream body = new ByteArrayInputStream(frame, 5, frame.length - 5);
    return call(
        () ->
            new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().directBinaryDecoder(body, null)));
  }

  /** Registers the record's schema under the subject and frames the record. */
  byte[] write(String subject, GenericRecord record) {
    int id = register(subject, record.getSchema().toString());
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    return call(
        () -> {
          frame.write(0);
          frame.write(ByteBuffer.allocate(4).putInt(id).array());
          BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(frame, null);
          new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
          return frame.toByteArray();
        });
  }

  private static <T> T call(RegistryCall<T> call) {
    try {
      return call.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RestClientException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A call to the registry or to Avro. */
  private interface RegistryCall<T> {
    T get() throws IOException, RestClientException;
  }
}
