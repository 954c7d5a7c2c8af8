package io.theriac.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** The registry answered and said no; asking again would not help. */
public class RegistryException extends KafkaException {

  private static final long serialVersionUID = 1L;

  /** Confluent's codes for "there is no such thing". */
  private static final int SUBJECT_NOT_FOUND = 40401;

  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int SUBJECT_COMPATIBILITY_NOT_SET = 40408;

  private final int status;
  private final int errorCode;

  RegistryException(String message, int status, int errorCode) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Confluent's {@code error_code}, for example 40403; the HTTP status where the body had none. */
  public int errorCode() {
    return errorCode;
  }

  /** Whether a subject, version, schema or setting does not exist (not: a wrong address). */
  public boolean isNotFound() {
    return switch (errorCode) {
      case SUBJECT_NOT_FOUND, VERSION_NOT_FOUND, SCHEMA_NOT_FOUND, SUBJECT_COMPATIBILITY_NOT_SET ->
          true;
      default -> false;
    };
  }

  /** Whether a schema was refused because older data or readers could not go on (409). */
  public boolean isIncompatible() {
    return status == 409;
  }
}
