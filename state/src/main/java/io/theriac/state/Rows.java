package io.theriac.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Typed access to {@link FactRows}. */
final class Rows {

  private final FactRows rows;

  Rows(FactRows rows) {
    this.rows = rows;
  }

  /** The row at the key, or null. */
  <T extends SpecificRecord> T find(RowKey<T> key) {
    byte[] value = rows.get(key.bytes());
    return value == null ? null : key.kind().codec().decode(value);
  }

  boolean has(RowKey<?> key) {
    return rows.get(key.bytes()) != null;
  }

  <T extends SpecificRecord> void put(RowKey<T> key, T row) {
    rows.put(key.bytes(), key.kind().codec().encode(row));
  }

  <T extends SpecificRecord> void put(byte[] key, Kind<T> kind, T row) {
    rows.put(key, kind.codec().encode(row));
  }

  void delete(RowKey<?> key) {
    rows.delete(key.bytes());
  }

  void delete(byte[] key) {
    rows.delete(key);
  }

  <T extends SpecificRecord> List<T> all(Kind<T> kind, KeyRange range) {
    return first(Integer.MAX_VALUE, kind, range);
  }

  /** The first {@code limit} rows of the range; no more are read. */
  <T extends SpecificRecord> List<T> first(int limit, Kind<T> kind, KeyRange range) {
    List<T> found = new ArrayList<>();
    if (limit > 0) {
      rows.scan(
          range,
          (key, value) -> {
            found.add(kind.codec().decode(value));
            return found.size() < limit;
          });
    }
    return found;
  }

  /** Shows every row of the range with its key. */
  void scan(KeyRange range, FactRows.RowVisitor visitor) {
    rows.scan(range, visitor);
  }
}
