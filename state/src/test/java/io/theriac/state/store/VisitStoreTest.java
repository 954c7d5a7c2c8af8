package io.theriac.state.store;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.state.ActiveOrders;
import io.theriac.state.FactRows;
import io.theriac.state.Histories;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.KeyRange;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class VisitStoreTest {

  @TempDir Path stateDirectory;

  @Test
  void shouldHaveTheBrokerForgetDeletedRowsWithinAWeekByItsOwnClock() {
    assertThat(VisitStore.builder().logConfig())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("max.compaction.lag.ms", "604800000")
        .containsEntry("segment.ms", "604800000");
  }

  @Test
  void shouldHoldTheSameRowsAsMemory() {
    List<Arrival> arrivals = Arrival.of(story().events());
    try (TopologyTestDriver driver = new TopologyTestDriver(topology(), configuration())) {
      KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(VisitStore.NAME);
      Fold inRocksDb = new Fold(new StoreFactRows(store));
      Fold inMemory = new Fold(new InMemoryFactRows());
      for (Arrival arrival : arrivals) {
        assertThat(inRocksDb.apply(arrival).toString())
            .isEqualTo(inMemory.apply(arrival).toString());
      }

      assertThat(dump(inRocksDb.rows())).isNotEmpty().isEqualTo(dump(inMemory.rows()));
      assertThat(Histories.latest(inRocksDb.rows(), "p1", 5, day(99)).toString())
          .isEqualTo(Histories.latest(inMemory.rows(), "p1", 5, day(99)).toString());
      assertThat(ActiveOrders.at(inRocksDb.rows(), "p1", "v3", day(32)))
          .isNotEmpty()
          .isEqualTo(ActiveOrders.at(inMemory.rows(), "p1", "v3", day(32)));
    }
  }

  @Test
  void shouldNotShowTheEndOfARange() {
    try (TopologyTestDriver driver = new TopologyTestDriver(topology(), configuration())) {
      FactRows rows = new StoreFactRows(driver.getKeyValueStore(VisitStore.NAME));
      for (byte key = 1; key <= 4; key++) {
        rows.put(new byte[] {key}, new byte[] {key});
      }
      rows.delete(new byte[] {2});
      List<Byte> seen = new ArrayList<>();
      rows.scan(
          KeyRange.between(new byte[] {1}, new byte[] {4}),
          (key, value) -> {
            seen.add(key[0]);
            return true;
          });

      assertThat(seen).containsExactly((byte) 1, (byte) 3);
      assertThat(rows.get(new byte[] {2})).isNull();
    }
  }

  @Test
  void shouldShareOneBlockCacheAmongAllStores() {
    try (Options one = new Options();
        Options other = new Options()) {
      one.setTableFormatConfig(new BlockBasedTableConfig());
      other.setTableFormatConfig(new BlockBasedTableConfig());
      BoundedRocksDb bounded = new BoundedRocksDb();
      bounded.setConfig("one", one, Map.of());
      bounded.setConfig("other", other, Map.of());

      assertThat(one.writeBufferManager()).isSameAs(other.writeBufferManager());
      BlockBasedTableConfig table = (BlockBasedTableConfig) one.tableFormatConfig();
      assertThat(table.cacheIndexAndFilterBlocks()).isTrue();
      assertThat(table.pinTopLevelIndexAndFilter()).isTrue();
    }
  }

  @Test
  void shouldRefuseAMemorySizeThatCannotWork() {
    for (Object size : List.of("much", "-1", 1024)) {
      try (Options options = new Options()) {
        options.setTableFormatConfig(new BlockBasedTableConfig());
        Map<String, Object> configs = Map.of(BoundedRocksDb.MEMORY_BYTES, size);

        assertThatThrownBy(() -> new BoundedRocksDb().setConfig("s", options, configs))
            .isInstanceOf(ConfigException.class)
            .hasMessageContaining(BoundedRocksDb.MEMORY_BYTES)
            .hasMessageContaining(size.toString());
      }
    }
  }

  private static PatientStory story() {
    PatientStory story = aPatient("p1").born(1950);
    for (int visit = 1; visit <= 3; visit++) {
      story
          .admitted("v" + visit, day(10 * visit))
          .diagnosed("ICD-10-CM", "I10")
          .diagnosed("ICD-10-CM", "E11.9")
          .undiagnosed("ICD-10-CM", "I10")
          .measured("l1", "2160-0", visit, "mg/dL")
          .prescribed("ward" + visit, "RXNORM", "1191")
          .prescribedForHome("home" + visit, "RXNORM", "11289")
          .stopped("ward" + visit);
      if (visit < 3) {
        story.discharged(day(10 * visit + 5)).operated("ICD-9-PCS", "3961");
      }
    }
    return story.stopped("home1");
  }

  private static List<String> dump(FactRows rows) {
    List<String> dump = new ArrayList<>();
    rows.scan(
        KeyRange.between(new byte[0], new byte[] {(byte) 0xFF}),
        (key, value) -> {
          dump.add(Bytes.wrap(key) + " = " + Bytes.wrap(value));
          return true;
        });
    return dump;
  }

  private static Topology topology() {
    return new Topology()
        .addSource("events", "events")
        .addProcessor("fold", NoProcessing::new, "events")
        .addStateStore(VisitStore.builder(), "fold");
  }

  private Properties configuration() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "visit-store-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    return properties;
  }

  /** The store is what is tested. */
  private static final class NoProcessing extends ContextualProcessor<byte[], byte[], Void, Void> {

    @Override
    public void process(Record<byte[], byte[]> event) {
      throw new UnsupportedOperationException("No event is sent.");
    }
  }
}
