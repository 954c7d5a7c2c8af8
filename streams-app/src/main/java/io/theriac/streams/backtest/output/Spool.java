package io.theriac.streams.backtest.output;

import io.theriac.streams.backtest.replay.OutputListener;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the topology wrote, on disk: a file a partition, in the order of the partition. Tasks of
 * different partitions may write at the same time.
 */
public final class Spool implements OutputListener, AutoCloseable {

  /**
   * One record.
   *
   * @param topic as the live application names it
   * @param timestamp event time, milliseconds since 1970
   * @param valueOrNull plain Avro binary, without the wire format's head
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Entry(
      int partition, String topic, long timestamp, byte[] keyOrNull, byte[] valueOrNull) {}

  /** Which records to keep. */
  @FunctionalInterface
  public interface Choice {
    boolean keeps(String topic, boolean published);
  }

  private final Choice choice;
  private final List<DataOutputStream> files = new ArrayList<>();
  private final List<Encoding> encodings = new ArrayList<>();

  private Spool(Path directory, int partitions, Choice choice) throws IOException {
    this.choice = choice;
    Files.createDirectories(directory);
    for (int partition = 0; partition < partitions; partition++) {
      Path file = file(directory, partition);
      files.add(
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)));
      encodings.add(new Encoding());
    }
  }

  /** Begins anew in a directory. */
  public static Spool create(Path directory, int partitions, Choice choice) {
    try {
      return new Spool(directory, partitions, choice);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path directory, int partition) {
    return directory.resolve("partition-%d.bin".formatted(partition));
  }

  @Override
  public void wrote(
      int partition,
      String topic,
      long timestamp,
      byte[] keyOrNull,
      SpecificRecord valueOrNull,
      boolean published) {
    if (!choice.keeps(topic, published)) {
      return;
    }
    DataOutputStream out = files.get(partition);
    try {
      out.writeUTF(topic);
      out.writeLong(timestamp);
      write(out, keyOrNull);
      write(out, valueOrNull == null ? null : encodings.get(partition).encode(valueOrNull));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, byte[] bytesOrNull) throws IOException {
    out.writeInt(bytesOrNull == null ? -1 : bytesOrNull.length);
    if (bytesOrNull != null) {
      out.write(bytesOrNull);
    }
  }

  @Override
  public void close() {
    try {
      for (DataOutputStream file : files) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Avro without a registry: the schema is that of this build. */
  private static final class Encoding {
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private final Map<Class<?>, SpecificDatumWriter<SpecificRecord>> writers = new HashMap<>();
    private BinaryEncoder encoder;

    byte[] encode(SpecificRecord value) throws IOException {
      buffer.reset();
      encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
      writers
          .computeIfAbsent(value.getClass(), c -> new SpecificDatumWriter<>(value.getSchema()))
          .write(value, encoder);
      encoder.flush();
      return buffer.toByteArray();
    }
  }

  /**
   * Reads the partitions merged by event time, of equal times the first partition first; within a
   * partition records keep their order.
   */
  public static void read(
      Path directory, int partitions, Predicate<String> topics, Consumer<Entry> reader) {
    List<Lane> lanes = new ArrayList<>();
    try {
      PriorityQueue<Lane> byTime = new PriorityQueue<>();
      for (int partition = 0; partition < partitions; partition++) {
        Lane lane = new Lane(partition, file(directory, partition), topics);
        lanes.add(lane);
        if (lane.advance()) {
          byTime.add(lane);
        }
      }
      while (!byTime.isEmpty()) {
        Lane lane = byTime.poll();
        reader.accept(lane.head);
        if (lane.advance()) {
          byTime.add(lane);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lanes.forEach(Lane::close);
    }
  }

  private static final class Lane implements Comparable<Lane> {
    private final int partition;
    private final Predicate<String> topics;
    private final DataInputStream in;
    private Entry head;

    Lane(int partition, Path file, Predicate<String> topics) throws IOException {
      this.partition = partition;
      this.topics = topics;
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    boolean advance() throws IOException {
      do {
        String topic;
        try {
          topic = in.readUTF();
        } catch (EOFException e) {
          return false;
        }
        head = new Entry(partition, topic, in.readLong(), bytes(), bytes());
      } while (!topics.test(head.topic()));
      return true;
    }

    private byte[] bytes() throws IOException {
      int length = in.readInt();
      return length < 0 ? null : in.readNBytes(length);
    }

    @Override
    public int compareTo(Lane other) {
      int byTime = Long.compare(head.timestamp(), other.head.timestamp());
      return byTime != 0 ? byTime : Integer.compare(partition, other.partition);
    }

    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
