package io.theriac.schemas.admin;

/** Topics could not be made or read; the message is one sentence for the operator. */
public class ProvisioningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProvisioningException(String message, Throwable cause) {
    super(message, cause);
  }
}
