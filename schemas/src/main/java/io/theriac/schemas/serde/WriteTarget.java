package io.theriac.schemas.serde;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.registry.RegisteredSchema;
import io.theriac.schemas.registry.RegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Under which id and schema the records of one class go to one subject. */
final class WriteTarget {

  private final Schema source;
  private final int schemaId;
  private final DatumWriter<SpecificRecord> writer;

  private WriteTarget(Schema source, int schemaId, DatumWriter<SpecificRecord> writer) {
    this.source = source;
    this.schemaId = schemaId;
    this.writer = writer;
  }

  static WriteTarget of(
      String subject, SpecificRecord record, RegistryClient registry, SerdeConfig config) {
    Schema source = record.getSchema();
    Schema published = config.removeJavaProperties() ? PublishedSchema.of(source) : source;
    DatumWriter<SpecificRecord> plain =
        new SpecificDatumWriter<>(source, SpecificData.getForClass(record.getClass()));
    if (config.autoRegister()) {
      return new WriteTarget(source, registry.register(subject, published), plain);
    }
    if (config.useLatest()) {
      return latest(subject, source, plain, registry, config);
    }
    RegisteredSchema registered =
        registry
            .lookup(subject, published)
            .orElseThrow(
                () ->
                    new SerializationException(
                        "Subject %s does not have the schema of %s, and %s is false: register it first."
                            .formatted(subject, source.getName(), SerdeConfig.AUTO_REGISTER)));
    return new WriteTarget(source, registered.id(), plain);
  }

  private static WriteTarget latest(
      String subject,
      Schema source,
      DatumWriter<SpecificRecord> plain,
      RegistryClient registry,
      SerdeConfig config) {
    RegisteredSchema latest =
        registry
            .latest(subject)
            .orElseThrow(
                () ->
                    new SerializationException(
                        "Subject %s has no schema, and %s is true: register one first."
                            .formatted(subject, SerdeConfig.USE_LATEST)));
    if (PublishedSchema.of(latest.schema()).equals(PublishedSchema.of(source))) {
      return new WriteTarget(source, latest.id(), plain);
    }
    if (config.strictLatest() && !canRead(latest.schema(), source)) {
      throw new SerializationException(
          "Version %d of %s cannot hold what this build writes as %s: upgrade one of them."
              .formatted(latest.version(), subject, source.getName()));
    }
    return new WriteTarget(source, latest.id(), new Transcoder(plain, source, latest.schema()));
  }

  private static boolean canRead(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  /** By identity: comparing schemas field by field would cost more than writing a record. */
  @SuppressWarnings("ReferenceEquality")
  boolean isFor(Schema schema) {
    return source == schema;
  }

  int schemaId() {
    return schemaId;
  }

  void write(SpecificRecord record, BinaryEncoder encoder) throws IOException {
    writer.write(record, encoder);
  }

  /** Rewrites a record under another version of its schema, matching fields by name. */
  private static final class Transcoder implements DatumWriter<SpecificRecord> {

    private final DatumWriter<SpecificRecord> plain;
    private final GenericDatumReader<GenericRecord> reader;
    private final GenericDatumWriter<GenericRecord> writer;

    Transcoder(DatumWriter<SpecificRecord> plain, Schema source, Schema target) {
      this.plain = plain;
      this.reader = new GenericDatumReader<>(source, target);
      this.writer = new GenericDatumWriter<>(target);
    }

    @Override
    public void setSchema(Schema schema) {
      throw new UnsupportedOperationException("The schema of a target is fixed.");
    }

    @Override
    public void write(SpecificRecord record, Encoder out) throws IOException {
      ByteArrayOutputStream own = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(own, null);
      plain.write(record, encoder);
      writer.write(
          reader.read(null, DecoderFactory.get().binaryDecoder(own.toByteArray(), null)), out);
    }
  }
}
