package io.theriac.streams.deadletter;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.serde.DecodingException;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Turns bytes that cannot be read into dead letters. They are produced in the transaction that
 * commits the offset of the record. Kafka's and the registry's own errors stop the thread instead,
 * so that the record is read again.
 */
public final class DecodingFailureHandler implements DeserializationExceptionHandler {

  private DeadLetters deadLetters;

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof DecodingException undecodable) {
      return Response.resume(
          deadLetters.of(
              context, undecodable.reason(), undecodable.getMessage(), undecodable.schemaId()));
    }
    if (exception instanceof KafkaException) {
      return Response.fail();
    }
    return Response.resume(
        deadLetters.of(
            context,
            DeadLetterReason.PROCESSING_FAILED,
            Defects.sentence("Reading the value", exception),
            OptionalInt.empty()));
  }

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = (DeadLetters) configs.get(DeadLetters.CONFIG_KEY);
  }
}
