package io.theriac.streams.backtest;

import java.util.function.LongSupplier;

/** Is told how far a backtest has come. */
public interface BacktestListener {

  /** Listens to nothing. */
  BacktestListener NONE = new BacktestListener() {};

  /**
   * A step begins.
   *
   * @param what a few words
   * @param events about so many are to be read
   * @param done tells at any time how many were
   */
  default void begins(String what, long events, LongSupplier done) {}

  /** The step that began last has ended. */
  default void ended() {}

  /** Something the user should know, in a sentence. */
  default void note(String sentence) {}
}
