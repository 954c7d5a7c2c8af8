package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.streams.deadletter.RecordPosition;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A dead letter ready to be put back.
 *
 * @param position where its record stood
 * @param record the record again, marked as a replay
 * @param mark what says that it was put back; to be committed together with the record
 */
record PreparedReplay(
    RecordPosition position,
    ProducerRecord<byte[], byte[]> record,
    ProducerRecord<byte[], byte[]> mark) {

  /** Roughly what it takes in a transaction. */
  int bytes() {
    return length(record.key()) + length(record.value());
  }

  static PreparedReplay of(
      DeadLetter letter,
      ProducerRecord<byte[], byte[]> record,
      ProducerRecord<byte[], byte[]> mark) {
    return new PreparedReplay(RecordPosition.of(letter), record, mark);
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
