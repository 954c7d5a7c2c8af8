package io.theriac.state;

import io.theriac.schemas.TrustedContracts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows as bytes: Avro single-object encoding, which names the schema that wrote it, so that a later
 * build reads the rows of an earlier one.
 */
final class RowCodec<T extends SpecificRecord> {

  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  RowCodec(Class<T> type) {
    this(type, RetiredSchemas.bundled());
  }

  RowCodec(Class<T> type, SchemaStore older) {
    TrustedContracts.ensure();
    SpecificData data = SpecificData.getForClass(type);
    this.schema = data.getSchema(type);
    this.encoder = new BinaryMessageEncoder<>(data, schema);
    this.decoder = new BinaryMessageDecoder<>(data, schema, older);
  }

  Schema schema() {
    return schema;
  }

  byte[] encode(T row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      encoder.encode(row, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Whether two rows hold the same; null is a row that is not there.
   *
   * <p>Avro's own {@code equals} fails on lists of records with optional times.
   */
  boolean same(T a, T b) {
    if (a == null || b == null) {
      return a == b;
    }
    return Arrays.equals(encode(a), encode(b));
  }

  /**
   * Reads a row of this or an earlier build.
   *
   * @throws UnreadableRowException if a build that knew another schema wrote it
   */
  T decode(byte[] bytes) {
    try {
      return decoder.decode(bytes, null);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableRowException(
          "A %s row of the state store cannot be read: it was written by a newer or unknown build. Run that build, or reset the application's state."
              .formatted(schema.getName()),
          e);
    }
  }
}
