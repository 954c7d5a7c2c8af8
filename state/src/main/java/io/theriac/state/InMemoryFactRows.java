package io.theriac.state;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Rows in memory: for the trainer, for tests and for whoever wants to try the fold. */
public final class InMemoryFactRows implements FactRows {

  private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte[] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    rows.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(key);
  }

  @Override
  public void scan(KeyRange range, RowVisitor visitor) {
    if (range.isEmpty()) {
      return;
    }
    for (Map.Entry<byte[], byte[]> row :
        rows.subMap(range.from(), true, range.to(), false).entrySet()) {
      if (!visitor.visit(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }
}
