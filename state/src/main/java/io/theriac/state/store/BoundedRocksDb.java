package io.theriac.state.store;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory that RocksDB takes outside the Java heap, for all stores of the process
 * together, and suits it to many small rows read by prefix.
 *
 * <p>Set it as {@code rocksdb.config.setter}; {@value #MEMORY_BYTES} is the bound. One block cache
 * holds data, index and filter blocks, and the write buffers are charged to it. The first store
 * opened in the process fixes the size.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** Property: bytes of memory for all stores of the process; an integer. */
  public static final String MEMORY_BYTES = "theriac.rocksdb.memory.bytes";

  public static final long DEFAULT_MEMORY_BYTES = 256L * 1024 * 1024;

  /** Below this RocksDB would flush and reread without end. */
  public static final long LEAST_MEMORY_BYTES = 16L * 1024 * 1024;

  private static final double SHARE_OF_WRITE_BUFFERS = 0.33;
  private static final double SHARE_OF_INDEX_AND_FILTERS = 0.2;
  private static final long BLOCK_BYTES = 8 * 1024;
  private static final long WRITE_BUFFER_BYTES = 16L * 1024 * 1024;
  private static final int WRITE_BUFFERS = 3;
  private static final Duration REWRITTEN_WITHIN = Duration.ofDays(7);

  private static SharedMemory shared;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    SharedMemory memory = shared(memoryBytes(configs));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    // Kafka Streams has set a Bloom filter on the table: it stays.
    table.setBlockCache(memory.cache());
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(Math.min(WRITE_BUFFER_BYTES, memory.bytes() / 8));
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    // Scans of a prefix and tombstones of moved index rows: levels keep both short.
    options.setCompactionStyle(CompactionStyle.LEVEL);
    options.setLevelCompactionDynamicLevelBytes(true);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    // What was erased leaves the disk, however quiet its neighbours are.
    options.setPeriodicCompactionSeconds(REWRITTEN_WITHIN.toSeconds());
  }

  /**
   * The cache and the write buffer manager belong to all stores and live as long as the process.
   */
  @Override
  public void close(String storeName, Options options) {}

  private static long memoryBytes(Map<String, Object> configs) {
    Object set = configs.get(MEMORY_BYTES);
    if (set == null) {
      return DEFAULT_MEMORY_BYTES;
    }
    try {
      long bytes = Long.parseLong(set.toString().trim());
      if (bytes >= LEAST_MEMORY_BYTES) {
        return bytes;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new ConfigException(
        MEMORY_BYTES, set, "Set a number of bytes from %d.".formatted(LEAST_MEMORY_BYTES));
  }

  private static synchronized SharedMemory shared(long bytes) {
    if (shared == null) {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(bytes, -1, false, SHARE_OF_INDEX_AND_FILTERS);
      long writeBytes = (long) (bytes * SHARE_OF_WRITE_BUFFERS);
      shared = new SharedMemory(bytes, cache, new WriteBufferManager(writeBytes, cache));
    }
    return shared;
  }

  private record SharedMemory(long bytes, Cache cache, WriteBufferManager writeBuffers) {}
}
