package io.theriac.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A row's key behind the patient's part, as {@link KeyWriter} wrote it: it can be put behind
 * another patient's.
 */
final class RowSuffix {

  private final String visit;
  private final int kind;
  private final byte[] natural;

  private RowSuffix(String visit, int kind, byte[] natural) {
    this.visit = visit;
    this.kind = kind;
    this.natural = natural;
  }

  static RowSuffix of(byte[] suffix) {
    ByteArrayOutputStream visit = new ByteArrayOutputStream();
    int at = 0;
    while (!(suffix[at] == 0 && suffix[at + 1] == 1)) {
      visit.write(suffix[at]);
      at += suffix[at] == 0 ? 2 : 1;
    }
    return new RowSuffix(
        visit.toString(StandardCharsets.UTF_8),
        suffix[at + 2],
        Arrays.copyOfRange(suffix, at + 3, suffix.length));
  }

  /** The suffix of a key of this patient. */
  static byte[] cut(String patient, byte[] key) {
    return Arrays.copyOfRange(key, new KeyWriter().text(patient).toBytes().length, key.length);
  }

  /** Empty for rows of the patient as a whole. */
  String visit() {
    return visit;
  }

  boolean is(Kind<?> other) {
    return kind == other.code();
  }

  /** The key of this row with another patient and visit. */
  byte[] under(String patient, String otherVisit) {
    byte[] front = new KeyWriter().text(patient).text(otherVisit).toBytes();
    byte[] key = Arrays.copyOf(front, front.length + 1 + natural.length);
    key[front.length] = (byte) kind;
    System.arraycopy(natural, 0, key, front.length + 1, natural.length);
    return key;
  }
}
