package io.theriac.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/** The registry could not be asked; the same call may succeed later. Never a fault of the data. */
public class RegistryUnavailableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
