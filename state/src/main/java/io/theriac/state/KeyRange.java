package io.theriac.state;

import java.util.Arrays;

/** Keys from one, inclusive, to another, exclusive. */
public final class KeyRange {

  private final byte[] from;
  private final byte[] to;

  private KeyRange(byte[] from, byte[] to) {
    this.from = from;
    this.to = to;
  }

  /** The keys from {@code from}, inclusive, to {@code to}, exclusive. */
  public static KeyRange between(byte[] from, byte[] to) {
    return new KeyRange(from, to);
  }

  /**
   * The keys that start with the prefix.
   *
   * @throws IllegalArgumentException if no key lies behind them all: an empty prefix or only 0xFF
   */
  public static KeyRange prefix(byte[] prefix) {
    return new KeyRange(prefix, behind(prefix));
  }

  /** The keys of this range from {@code from}, inclusive. */
  KeyRange startingAt(byte[] from) {
    return new KeyRange(from, to);
  }

  public byte[] from() {
    return from;
  }

  public byte[] to() {
    return to;
  }

  public boolean isEmpty() {
    return Arrays.compareUnsigned(from, to) >= 0;
  }

  private static byte[] behind(byte[] prefix) {
    int end = prefix.length;
    while (end > 0 && prefix[end - 1] == (byte) 0xFF) {
      end--;
    }
    if (end == 0) {
      throw new IllegalArgumentException("A prefix needs a byte other than 0xFF.");
    }
    byte[] behind = Arrays.copyOf(prefix, end);
    behind[end - 1]++;
    return behind;
  }
}
