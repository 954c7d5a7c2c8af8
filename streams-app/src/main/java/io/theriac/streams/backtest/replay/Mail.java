package io.theriac.streams.backtest.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * What one task sends: messages between patient keys, which the topology writes to a topic that it
 * reads itself. They are delivered between two steps, so that it does not matter which thread was
 * faster. A null deletes a message that was taken; nobody need hear of it.
 */
final class Mail {

  private record Letter(int to, String topic, long timestamp, byte[] key, byte[] value) {}

  private final int partitions;
  private List<Letter> letters = new ArrayList<>();

  Mail(int partitions) {
    this.partitions = partitions;
  }

  int partitions() {
    return partitions;
  }

  void post(int to, String topic, long timestamp, byte[] key, byte[] valueOrNull) {
    if (valueOrNull != null) {
      letters.add(new Letter(to, topic, timestamp, key, valueOrNull));
    }
  }

  boolean isEmpty() {
    return letters.isEmpty();
  }

  /** Empties all boxes; letters in the order of the senders, each sender's in theirs. */
  static List<ConsumerRecord<byte[], byte[]>> collect(List<Mail> boxes, long[] offsets) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (Mail box : boxes) {
      for (Letter letter : box.letters) {
        all.add(
            new ConsumerRecord<>(
                letter.topic,
                letter.to,
                offsets[letter.to]++,
                letter.timestamp,
                TimestampType.CREATE_TIME,
                letter.key.length,
                letter.value.length,
                letter.key,
                letter.value,
                new RecordHeaders(),
                Optional.empty()));
      }
      box.letters = new ArrayList<>();
    }
    return all;
  }
}
