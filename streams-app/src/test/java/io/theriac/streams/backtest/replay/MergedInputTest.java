package io.theriac.streams.backtest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MergedInputTest {

  private static final TopicPartition LABS = new TopicPartition("labs", 0);
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Map<TopicPartition, Long> ends = new LinkedHashMap<>();

  private void has(TopicPartition partition, long... times) {
    consumer.schedulePollTask(
        () -> {
          for (int offset = 0; offset < times.length; offset++) {
            byte[] value = (partition.topic() + offset).getBytes(StandardCharsets.UTF_8);
            consumer.addRecord(
                new ConsumerRecord<>(
                    partition.topic(),
                    0,
                    offset,
                    times[offset],
                    times[offset] < 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
                    0,
                    value.length,
                    null,
                    value,
                    new RecordHeaders(),
                    Optional.empty()));
          }
        });
    ends.put(partition, (long) times.length);
  }

  private List<String> mergedUntil(long until) {
    Map<TopicPartition, OffsetRange> ranges = new LinkedHashMap<>();
    ends.forEach((partition, end) -> ranges.put(partition, new OffsetRange(0, end)));
    consumer.updateBeginningOffsets(Map.of(LABS, 0L, ORDERS, 0L));
    consumer.updateEndOffsets(ends);
    List<String> values = new ArrayList<>();
    try (MergedInput input = new MergedInput(consumer, ranges, until)) {
      while (input.peekTime() < Long.MAX_VALUE) {
        values.add(new String(input.take().value(), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  @Test
  void shouldTakeTheEarliestOfTheNextRecordsAndOfEqualOnesTheFirstTopics() {
    has(LABS, 10, 30, 50);
    has(ORDERS, 10, 20, 30, 60);

    assertThat(mergedUntil(100))
        .containsExactly("labs0", "orders0", "orders1", "labs1", "orders2", "labs2", "orders3");
  }

  @Test
  void shouldKeepTheOrderOfATopicThoughARecordComesLate() {
    has(LABS, 40, 10, 50);
    has(ORDERS, 20, 45);

    assertThat(mergedUntil(100)).containsExactly("orders0", "labs0", "labs1", "orders1", "labs2");
  }

  @Test
  void shouldLeaveOutWhatLiesBeyondTheEndAndGoOnBehindIt() {
    has(LABS, 10, 4_000, 30);
    has(ORDERS, 20, 100);

    assertThat(mergedUntil(100)).containsExactly("labs0", "orders0", "labs2");
  }

  @Test
  void shouldTakeTheTopicsTimeForARecordWithoutOne() {
    has(LABS, 40, -1, 50);
    has(ORDERS, 20, 45);

    assertThat(mergedUntil(100)).containsExactly("orders0", "labs0", "labs1", "orders1", "labs2");
  }
}
