package io.theriac.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes the record's timestamp, which producers set to the event time. Kafka Streams would silently
 * drop a record without a valid one: such a record takes the partition's time instead, for the
 * event itself says when it happened.
 */
public final class EventTimestamps implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> message, long partitionTime) {
    return message.timestamp() >= 0 ? message.timestamp() : Math.max(0, partitionTime);
  }
}
