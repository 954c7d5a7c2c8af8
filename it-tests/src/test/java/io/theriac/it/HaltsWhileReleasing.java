package io.theriac.it;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends the process as a crash would when the broker has the first record of a release, before its
 * transaction ends. Consumers, which are given the same settings, go on.
 */
public final class HaltsWhileReleasing
    implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

  static final int EXIT_CODE = 77;

  @Override
  public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> message) {
    return message;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> messages) {
    return messages;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
