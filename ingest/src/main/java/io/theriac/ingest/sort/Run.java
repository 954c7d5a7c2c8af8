package io.theriac.ingest.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * A file of events in order.
 *
 * @param count events in it
 */
record Run(Path file, long count) {

  private static final int BUFFER = 1 << 16;

  static Run write(Path file, EventCodec codec, Iterator<SortableEvent> ordered)
      throws IOException {
    long count = 0;
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
      while (ordered.hasNext()) {
        codec.write(ordered.next(), out);
        count++;
      }
    }
    return new Run(file, count);
  }

  Reader open(EventCodec codec) throws IOException {
    return new Reader(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)),
        codec,
        count);
  }

  /** Reads a run from its beginning. */
  static final class Reader implements AutoCloseable {

    private final DataInputStream in;
    private final EventCodec codec;
    private long left;

    private Reader(DataInputStream in, EventCodec codec, long left) {
      this.in = in;
      this.codec = codec;
      this.left = left;
    }

    /** The next event, or null at the end. */
    SortableEvent next() throws IOException {
      if (left == 0) {
        return null;
      }
      left--;
      return codec.read(in);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
