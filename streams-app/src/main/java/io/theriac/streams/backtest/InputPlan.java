package io.theriac.streams.backtest;

import io.theriac.streams.backtest.replay.OffsetRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What is read of the input topics, fixed before anything is read.
 *
 * @param topics in the order in which records of one time are taken
 * @param partitions how many each topic has
 * @param ranges by topic and partition: from the first offset there is to the end as it was
 * @param eventsBefore about so many records come before the range
 * @param eventsWithin about so many records lie in it
 * @param firstMerge event time, milliseconds since 1970, of the first merge or erasure; {@link
 *     Long#MAX_VALUE} if there is none
 */
public record InputPlan(
    List<String> topics,
    int partitions,
    Map<String, Map<Integer, OffsetRange>> ranges,
    long eventsBefore,
    long eventsWithin,
    long firstMerge) {

  /** Whether positions lie in these ranges: not if the topics were made anew since. */
  boolean holds(Map<String, Map<Integer, Long>> positions) {
    return topics.stream()
        .allMatch(
            topic ->
                ranges.get(topic).entrySet().stream()
                    .allMatch(
                        range -> {
                          Long at = positions.getOrDefault(topic, Map.of()).get(range.getKey());
                          return at != null
                              && at >= range.getValue().from()
                              && at <= range.getValue().end();
                        }));
  }

  /**
   * For each partition what to read of each topic.
   *
   * @param positions go on there instead of at the first offset; empty: begin
   */
  List<Map<TopicPartition, OffsetRange>> byPartition(Map<String, Map<Integer, Long>> positions) {
    List<Map<TopicPartition, OffsetRange>> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      Map<TopicPartition, OffsetRange> ofPartition = new LinkedHashMap<>();
      for (String topic : topics) {
        OffsetRange range = ranges.get(topic).get(partition);
        long from = positions.getOrDefault(topic, Map.of()).getOrDefault(partition, range.from());
        ofPartition.put(new TopicPartition(topic, partition), new OffsetRange(from, range.end()));
      }
      all.add(ofPartition);
    }
    return all;
  }
}
