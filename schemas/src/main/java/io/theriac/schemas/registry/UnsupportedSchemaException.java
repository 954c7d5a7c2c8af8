package io.theriac.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** The registry holds this schema, but it is not one that Avro can read. */
public class UnsupportedSchemaException extends KafkaException {

  private static final long serialVersionUID = 1L;

  UnsupportedSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
