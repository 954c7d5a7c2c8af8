package io.theriac.state;

/**
 * The rows of patients: an ordered map from byte keys to byte values, keys compared as unsigned
 * bytes.
 *
 * <p>One thread uses it at a time. The arrays handed in and out are not changed by either side.
 */
public interface FactRows {

  /** The value at the key, or null if there is none. */
  byte[] get(byte[] key);

  void put(byte[] key, byte[] value);

  /** Removes the row at the key, if there is one. */
  void delete(byte[] key);

  /**
   * Shows the rows of the range to the visitor in key order until it has seen enough.
   *
   * <p>The visitor must not change rows.
   */
  void scan(KeyRange range, RowVisitor visitor);

  /** Looks at rows during a scan. */
  @FunctionalInterface
  interface RowVisitor {

    /** Returns whether to go on to the next row. */
    boolean visit(byte[] key, byte[] value);
  }
}
