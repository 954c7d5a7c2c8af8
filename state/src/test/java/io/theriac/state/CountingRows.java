package io.theriac.state;

/** Counts what the fold reads and writes. */
final class CountingRows implements FactRows {

  private final FactRows rows;
  private int read;
  private int written;

  CountingRows(FactRows rows) {
    this.rows = rows;
  }

  int read() {
    return read;
  }

  int written() {
    return written;
  }

  void reset() {
    read = 0;
    written = 0;
  }

  @Override
  public byte[] get(byte[] key) {
    read++;
    return rows.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    written++;
    rows.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    written++;
    rows.delete(key);
  }

  @Override
  public void scan(KeyRange range, RowVisitor visitor) {
    rows.scan(
        range,
        (key, value) -> {
          read++;
          return visitor.visit(key, value);
        });
  }
}
