package io.theriac.state;

import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;

/** A key and the kind of row that stands there. */
final class RowKey<T extends SpecificRecord> {

  private final Kind<T> kind;
  private final byte[] bytes;

  RowKey(Kind<T> kind, KeyWriter writer) {
    this(kind, writer.toBytes());
  }

  RowKey(Kind<T> kind, byte[] bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  Kind<T> kind() {
    return kind;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey<?> key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
