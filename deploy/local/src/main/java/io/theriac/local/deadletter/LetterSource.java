package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetter;
import java.util.function.Consumer;

/** Where dead letters and the marks of their replays are read from. */
public interface LetterSource {

  /**
   * Hands over every dead letter there is now; those that come meanwhile are left for next time.
   */
  void forEach(Consumer<DeadLetter> each);

  /** What was replayed so far. */
  ReplayMarks marks();
}
