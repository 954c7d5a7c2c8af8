package io.theriac.streams.backtest.output;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.Topic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;

/**
 * Writes an Avro object container file that any Avro tool reads. The same records give the same
 * bytes: the sync marker comes from the schema, and nothing tells the time.
 */
public final class AvroFile {

  private static final int DEFLATE_LEVEL = 6;
  private static final int SYNC_BYTES = 16;

  private AvroFile() {}

  /** Writes the records of a topic, in the canonical order of {@link Spool#read}. */
  public static void write(Path file, Topic<?> topic, Path spool, int partitions) {
    Schema schema = PublishedSchema.of(topic.schema());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      writer.create(schema, out, sync(schema));
      Spool.read(
          spool,
          partitions,
          topic.name()::equals,
          entry -> {
            try {
              writer.appendEncoded(ByteBuffer.wrap(entry.valueOrNull()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sync(Schema schema) {
    try {
      byte[] text = schema.toString().getBytes(StandardCharsets.UTF_8);
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text), SYNC_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
