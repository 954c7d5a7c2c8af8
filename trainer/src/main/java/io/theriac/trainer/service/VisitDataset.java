package io.theriac.trainer.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The closed visits on disk, as they stood on their topic, with the offsets up to which they were
 * read: both are written at once, so that a crash loses and doubles nothing. One process at a time;
 * threads may read while one writes.
 */
final class VisitDataset implements AutoCloseable {

  static {
    RocksDB.loadLibrary();
  }

  private static final byte[] VISITS = {'v'};
  private static final byte[] TRAINING = {'t'};
  private static final byte[] BEYOND_TRAINING = {'u'};
  private static final byte[] BEYOND_VISITS = {'w'};
  private static final String OFFSET = "offset-";
  private static final String TOPIC_ID = "topic";
  private static final String COMPLETE_AT = "complete";
  private static final String TRAINING_SINCE = "training";
  private static final int BATCH_BYTES = 4 << 20;
  private static final long WRITE_BUFFER_BYTES = 16L << 20;

  private final Path directory;
  private final Options options;
  private final WriteOptions writes = new WriteOptions();
  private final RocksDB db;
  private volatile long size;
  private boolean erased = true; // perhaps before it was opened

  private VisitDataset(Path directory, Options options, RocksDB db) {
    this.directory = directory;
    this.options = options;
    this.db = db;
    this.size = count();
  }

  /**
   * Opens it, or begins an empty one.
   *
   * @throws IllegalStateException if the directory cannot be used, or another process uses it
   */
  static VisitDataset open(Path directory) {
    Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(WRITE_BUFFER_BYTES);
    try {
      Files.createDirectories(directory);
      return new VisitDataset(directory, options, RocksDB.open(options, directory.toString()));
    } catch (IOException | RocksDBException e) {
      options.close();
      throw new IllegalStateException(
          "The dataset in %s cannot be opened (%s): see that no other trainer uses the directory and that it can be written."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /** Changes that are written at once. */
  final class Changes implements AutoCloseable {
    private final WriteBatch batch = new WriteBatch();
    private final Map<String, Boolean> touched = new HashMap<>();
    private long more;

    /**
     * A visit as it stands on the topic now.
     *
     * @param value null if it was deleted
     */
    void put(String key, byte[] value) {
      checked(
          () -> {
            boolean was = touched.getOrDefault(key, db.get(visit(key)) != null);
            more += (value == null ? 0 : 1) - (was ? 1 : 0);
            touched.put(key, value != null);
            if (value == null) {
              batch.delete(visit(key));
              if (db.get(training(key)) != null) {
                forgetTraining(batch);
              }
              erased = true;
            } else {
              batch.put(visit(key), value);
            }
          });
    }

    /** The next offset to read. */
    void next(int partition, long offset) {
      checked(() -> batch.put(meta(OFFSET + partition), number(offset)));
    }

    /** The topic was read to its end at this time. */
    void complete(Instant at) {
      checked(() -> batch.put(meta(COMPLETE_AT), number(at.toEpochMilli())));
    }

    void write() {
      checked(() -> db.write(writes, batch));
      size += more;
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  Changes change() {
    return new Changes();
  }

  /** How many visits there are. */
  long size() {
    return size;
  }

  /** Hands over the values of all visits as of now. */
  void forEach(Consumer<byte[]> visits) {
    forEach(VISITS, visits);
  }

  private void forEach(byte[] kind, Consumer<byte[]> values) {
    try (RocksIterator each = db.newIterator()) {
      for (each.seek(kind); each.isValid() && each.key()[0] == kind[0]; each.next()) {
        values.accept(each.value());
      }
    }
  }

  /**
   * Keeps all visits as they are now as those of a training, which can then go on after a crash.
   * What was kept of another training is forgotten.
   */
  void beginTraining(Instant now) {
    checked(
        () -> {
          try (WriteBatch batch = new WriteBatch();
              RocksIterator each = db.newIterator()) {
            forgetTraining(batch);
            for (each.seek(VISITS); each.isValid() && each.key()[0] == VISITS[0]; each.next()) {
              byte[] key = each.key();
              key[0] = TRAINING[0];
              batch.put(key, each.value());
              if (batch.getDataSize() > BATCH_BYTES) {
                db.write(writes, batch);
                batch.clear();
              }
            }
            batch.put(meta(TRAINING_SINCE), number(now.toEpochMilli()));
            db.write(writes, batch);
          }
        });
  }

  /**
   * When the training began whose visits are kept; empty if there is none, or if one of its visits
   * was deleted since, so that it may not go on.
   */
  Optional<Instant> trainingSince() {
    OptionalLong at = numberOf(TRAINING_SINCE);
    return at.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at.getAsLong()));
  }

  /** Hands over the values of the visits of the training. */
  void forEachOfTraining(Consumer<byte[]> visits) {
    forEach(TRAINING, visits);
  }

  /** Forgets the visits of the training: it has ended. */
  void endTraining() {
    checked(
        () -> {
          try (WriteBatch batch = new WriteBatch()) {
            forgetTraining(batch);
            db.write(writes, batch);
          }
        });
  }

  private static void forgetTraining(WriteBatch batch) throws RocksDBException {
    batch.delete(meta(TRAINING_SINCE));
    batch.deleteRange(TRAINING, BEYOND_TRAINING);
  }

  /** The next offset to read of a partition; empty if nothing was read of it. */
  OptionalLong next(int partition) {
    return numberOf(OFFSET + partition);
  }

  /** When the topic was last read to its end. */
  Optional<Instant> completeAt() {
    OptionalLong at = numberOf(COMPLETE_AT);
    return at.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at.getAsLong()));
  }

  /** Kafka's id of the topic that was read; empty if none was. */
  Optional<String> topicId() {
    return Optional.ofNullable(get(meta(TOPIC_ID))).map(bytes -> new String(bytes, UTF_8));
  }

  /** Forgets everything, to read another topic from its beginning. */
  void beginAnew(String topicId) {
    checked(
        () -> {
          try (WriteBatch batch = new WriteBatch()) {
            batch.deleteRange(new byte[0], BEYOND_VISITS);
            batch.put(meta(TOPIC_ID), topicId.getBytes(UTF_8));
            db.write(writes, batch);
          }
          db.compactRange();
        });
    size = 0;
  }

  /** Removes from the disk what was deleted since. */
  void purge() {
    if (erased) {
      checked(db::compactRange);
      erased = false;
    }
  }

  @Override
  public void close() {
    db.close();
    writes.close();
    options.close();
  }

  private long count() {
    long count = 0;
    try (RocksIterator each = db.newIterator()) {
      for (each.seek(VISITS); each.isValid() && each.key()[0] == VISITS[0]; each.next()) {
        count++;
      }
    }
    return count;
  }

  private OptionalLong numberOf(String name) {
    byte[] bytes = get(meta(name));
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(ByteBuffer.wrap(bytes).getLong());
  }

  private byte[] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  private static byte[] visit(String key) {
    return ("v" + key).getBytes(UTF_8);
  }

  private static byte[] training(String key) {
    return ("t" + key).getBytes(UTF_8);
  }

  private static byte[] meta(String name) {
    return ("m" + name).getBytes(UTF_8);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** Work on the database. */
  @FunctionalInterface
  private interface Work {
    void run() throws RocksDBException;
  }

  private void checked(Work work) {
    try {
      work.run();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  private IllegalStateException failed(RocksDBException e) {
    return new IllegalStateException(
        "The dataset in %s cannot be used (%s): see whether the disk is full or broken; if it is damaged, delete the directory, and all is read anew."
            .formatted(directory, e.getMessage()),
        e);
  }
}
