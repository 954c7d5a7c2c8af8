package io.theriac.state.store;

import io.theriac.state.FactRows;
import io.theriac.state.KeyRange;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Rows in a Kafka Streams store; it commits and restores them with the task. */
public final class StoreFactRows implements FactRows {

  private final KeyValueStore<Bytes, byte[]> store;

  public StoreFactRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte[] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store.delete(Bytes.wrap(key));
  }

  @Override
  public void scan(KeyRange range, RowVisitor visitor) {
    if (range.isEmpty()) {
      return;
    }
    Bytes to = Bytes.wrap(range.to());
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(Bytes.wrap(range.from()), to)) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        // A store's range includes its end.
        if (row.key.equals(to) || !visitor.visit(row.key.get(), row.value)) {
          return;
        }
      }
    }
  }
}
