package io.theriac.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes the parts of a key so that keys sort as their parts do and no key is the prefix of another
 * patient's, visit's or fact's.
 *
 * <p>A text is its UTF-8 bytes, closed by {@code 00 01}; a NUL in it becomes {@code 00 FF}. So
 * whatever a text contains, the closing bytes occur nowhere inside it. A time is eight big-endian
 * bytes of its milliseconds with the sign bit flipped.
 */
final class KeyWriter {

  private static final int ESCAPED_NUL = 0xFF;
  private static final int END_OF_TEXT = 0x01;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);

  KeyWriter text(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.write(b);
      if (b == 0) {
        bytes.write(ESCAPED_NUL);
      }
    }
    bytes.write(0);
    bytes.write(END_OF_TEXT);
    return this;
  }

  KeyWriter kind(Kind<?> kind) {
    bytes.write(kind.code());
    return this;
  }

  /** Earlier times sort first. */
  KeyWriter time(Instant time) {
    return sortable(time.toEpochMilli());
  }

  /** Later times sort first. */
  KeyWriter newestFirst(Instant time) {
    return sortable(~time.toEpochMilli());
  }

  /** Sorts behind every {@link #time}; null stands for no end. */
  KeyWriter end(Instant timeOrNull) {
    return sortable(timeOrNull == null ? Long.MAX_VALUE : timeOrNull.toEpochMilli());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private KeyWriter sortable(long value) {
    long flipped = value ^ Long.MIN_VALUE;
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes.write((int) (flipped >>> shift));
    }
    return this;
  }
}
