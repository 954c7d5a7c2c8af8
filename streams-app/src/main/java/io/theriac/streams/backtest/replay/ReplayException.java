package io.theriac.streams.backtest.replay;

/** A replay cannot go on. */
public final class ReplayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ReplayException(String sentence) {
    super(sentence);
  }

  public ReplayException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
