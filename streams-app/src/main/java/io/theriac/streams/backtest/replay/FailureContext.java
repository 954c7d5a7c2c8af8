package io.theriac.streams.backtest.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What the handler of failures is told.
 *
 * @param message the record at hand; null when time alone was at work
 */
record FailureContext(String processorNodeId, TaskId taskId, ConsumerRecord<byte[], byte[]> message)
    implements ErrorHandlerContext {

  @Override
  public String topic() {
    return message == null ? null : message.topic();
  }

  @Override
  public int partition() {
    return message == null ? -1 : message.partition();
  }

  @Override
  public long offset() {
    return message == null ? -1 : message.offset();
  }

  @Override
  public Headers headers() {
    return message == null ? new RecordHeaders() : message.headers();
  }

  @Override
  public long timestamp() {
    return message == null ? -1 : message.timestamp();
  }

  @Override
  public byte[] sourceRawKey() {
    return message == null ? null : message.key();
  }

  @Override
  public byte[] sourceRawValue() {
    return message == null ? null : message.value();
  }
}
