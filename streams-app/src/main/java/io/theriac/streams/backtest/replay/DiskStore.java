package io.theriac.streams.backtest.replay;

import io.theriac.state.store.BoundedRocksDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Checkpoint;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * The store of visits on disk, in RocksDB set up as the application's own. It writes no log: a
 * replay that breaks off begins again from its last snapshot.
 */
final class DiskStore implements KeyValueStore<Bytes, byte[]> {

  private final String name;
  private final Options options = new Options().setCreateIfMissing(true);
  private final BloomFilter bloom = new BloomFilter();
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;
  private boolean open = true;

  /**
   * @param memoryBytes bound of the process, see {@link BoundedRocksDb}
   */
  DiskStore(String name, Path directory, long memoryBytes) {
    this.name = name;
    RocksDB.loadLibrary();
    options.setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom));
    new BoundedRocksDb()
        .setConfig(name, options, Map.of(BoundedRocksDb.MEMORY_BYTES, Long.toString(memoryBytes)));
    try {
      Files.createDirectories(directory);
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw failed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all rows, as they are now, to a directory that must not exist yet. */
  void snapshot(Path directory) {
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(directory.toString());
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public byte[] get(Bytes key) {
    try {
      return db.get(key.get());
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void put(Bytes key, byte[] valueOrNull) {
    try {
      if (valueOrNull == null) {
        db.delete(unlogged, key.get());
      } else {
        db.put(unlogged, key.get(), valueOrNull);
      }
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    byte[] before = get(key);
    put(key, null);
    return before;
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    RocksIterator rows = db.newIterator();
    rows.seek(from.get());
    return new Rows(rows, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    RocksIterator rows = db.newIterator();
    rows.seekToFirst();
    return new Rows(rows, null);
  }

  @Override
  public long approximateNumEntries() {
    try {
      return db.getLongProperty("rocksdb.estimate-num-keys");
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {
    if (open) {
      open = false;
      db.close();
      unlogged.close();
      options.close();
      bloom.close();
    }
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private static ReplayException failed(RocksDBException e) {
    return new ReplayException(
        "The state of the replay cannot be kept (%s): see whether the disk is full."
            .formatted(e.getMessage()),
        e);
  }

  /** Rows up to a key, inclusive. */
  private static final class Rows implements KeyValueIterator<Bytes, byte[]> {

    private final RocksIterator rows;
    private final Bytes toOrNull;
    private Bytes key;

    private Rows(RocksIterator rows, Bytes toOrNull) {
      this.rows = rows;
      this.toOrNull = toOrNull;
      look();
    }

    private void look() {
      key = rows.isValid() ? Bytes.wrap(rows.key()) : null;
      if (key != null && toOrNull != null && key.compareTo(toOrNull) > 0) {
        key = null;
      }
    }

    @Override
    public boolean hasNext() {
      return key != null;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      if (key == null) {
        throw new NoSuchElementException();
      }
      KeyValue<Bytes, byte[]> row = KeyValue.pair(key, rows.value());
      rows.next();
      look();
      return row;
    }

    @Override
    public Bytes peekNextKey() {
      return key;
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
