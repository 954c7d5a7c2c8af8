package io.theriac.streams.backtest.output;

import io.theriac.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads what was spooled, as records. */
public final class OutputRecords {

  private final Path spool;
  private final int partitions;

  public OutputRecords(Path spool, int partitions) {
    this.spool = spool;
    this.partitions = partitions;
  }

  /** Hands over the records of a topic in canonical order; tombstones are left out. */
  public <V extends SpecificRecord> void each(Topic<V> topic, Consumer<V> reader) {
    SpecificDatumReader<V> values = new SpecificDatumReader<>(topic.valueType());
    BinaryDecoder[] decoder = new BinaryDecoder[1];
    Spool.read(
        spool,
        partitions,
        topic.name()::equals,
        entry -> {
          if (entry.valueOrNull() != null) {
            decoder[0] = DecoderFactory.get().binaryDecoder(entry.valueOrNull(), decoder[0]);
            try {
              reader.accept(values.read(null, decoder[0]));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }
}
