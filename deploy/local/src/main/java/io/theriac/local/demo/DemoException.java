package io.theriac.local.demo;

/** The demo could not be finished; the message says what to look at. */
public final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
