package io.theriac.streams.deadletter;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.state.UnreadableRowException;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns events that were rejected, and defects of our own code, into dead letters. Errors of Kafka,
 * Kafka Streams and its stores stop the thread instead: its transaction aborts and the records are
 * processed again.
 */
public final class ProcessingFailureHandler implements ProcessingExceptionHandler {

  private DeadLetters deadLetters;

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (exception instanceof RejectedEventException rejected) {
      return Response.resume(
          deadLetters.of(context, rejected.reason(), rejected.getMessage(), OptionalInt.empty()));
    }
    if (isOfState(exception) || !isOfRecord(context)) {
      return Response.fail();
    }
    return Response.resume(
        deadLetters.of(
            context,
            DeadLetterReason.PROCESSING_FAILED,
            Defects.sentence("Processor " + context.processorNodeId(), exception),
            OptionalInt.empty()));
  }

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = (DeadLetters) configs.get(DeadLetters.CONFIG_KEY);
  }

  private static boolean isOfState(Exception exception) {
    return Defects.isCausedBy(exception, KafkaException.class)
        || Defects.isCausedBy(exception, UnreadableRowException.class);
  }

  /** A punctuation has no record that could be set aside. */
  private static boolean isOfRecord(ErrorHandlerContext context) {
    return context.topic() != null;
  }
}
