package io.theriac.streams.backtest.replay;

import org.apache.avro.specific.SpecificRecord;

/** Hears of every record that the topology writes, in the order of its partition. */
public interface OutputListener {

  /**
   * @param topic as the live application names it
   * @param timestamp event time, milliseconds since 1970
   * @param published false for what came of events before the range
   */
  void wrote(
      int partition,
      String topic,
      long timestamp,
      byte[] keyOrNull,
      SpecificRecord valueOrNull,
      boolean published);
}
