package io.theriac.streams.deadletter;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.serde.DecodingException;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns bytes that cannot be read, events that were rejected and defects of our own code into dead
 * letters; they are produced in the transaction that commits the offset of the record. Errors of
 * Kafka, Kafka Streams, its stores and the registry stop the thread instead: its transaction aborts
 * and the records are processed again.
 */
public final class ProcessingFailureHandler implements ProcessingExceptionHandler {

  private DeadLetters deadLetters;

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (exception instanceof DecodingException undecodable) {
      return setAside(
          context, undecodable.reason(), undecodable.getMessage(), undecodable.schemaId());
    }
    if (exception instanceof RejectedEventException rejected) {
      return setAside(context, rejected.reason(), rejected.getMessage(), OptionalInt.empty());
    }
    if (!Defects.isOfTheRecord(exception) || isPunctuation(context)) {
      return Response.fail();
    }
    return setAside(
        context,
        DeadLetterReason.PROCESSING_FAILED,
        Defects.sentence("Processor " + context.processorNodeId(), exception),
        OptionalInt.empty());
  }

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = (DeadLetters) configs.get(DeadLetters.CONFIG_KEY);
  }

  private Response setAside(
      ErrorHandlerContext context, DeadLetterReason reason, String sentence, OptionalInt schemaId) {
    return Response.resume(deadLetters.of(context, reason, sentence, schemaId));
  }

  /** A punctuation has no record that could be set aside. */
  private static boolean isPunctuation(ErrorHandlerContext context) {
    return context.topic() == null;
  }
}
