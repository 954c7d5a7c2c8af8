package io.theriac.streams.whole;

import io.theriac.streams.deadletter.Defects;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the processors of one task do with the record at hand: all of it or, if one of them fails
 * midway, nothing.
 *
 * <p>Kafka Streams goes on after a failure that its handler has answered, but takes back no write
 * to a store and no output of the same record; and it asks the handler once for each child that
 * fails. So while work is done as a whole
 *
 * <ul>
 *   <li>each change of a store is noted, and undone if the work fails;
 *   <li>what goes to topics is held until the work is done;
 *   <li>a failure of a child is thrown where its parent forwarded to it, and so comes out of the
 *       processor that began the work: one record, one failure.
 * </ul>
 *
 * <p>What is done outside of a whole, as in a punctuation, passes through as it comes. Not safe for
 * use by several threads; a task has one.
 */
public final class WholeRecord {

  private final Map<String, Part<?, ?, ?, ?>> parts = new LinkedHashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private Part<?, ?, ?, ?> first;
  private boolean open;
  private RuntimeException failure;

  /**
   * Does work as a whole; called by the processor that takes the record from its topic.
   *
   * @throws RuntimeException what the work or a child failed with; then all is as it was before,
   *     unless it is an error of Kafka or its stores, which aborts the transaction
   */
  public void run(Runnable work) {
    open = true;
    try {
      work.run();
      first.speakAll(parts.values());
    } catch (RuntimeException e) {
      // Otherwise the transaction aborts, and takes all back.
      if (Defects.isOfTheRecord(e)) {
        takeBack(e);
      }
      throw e;
    } finally {
      open = false;
      failure = null;
      undo.clear();
      parts.values().forEach(Part::forgetHeld);
    }
  }

  private void takeBack(RuntimeException cause) {
    try {
      while (!undo.isEmpty()) {
        undo.pop().run();
      }
      parts.values().forEach(Part::takenBack);
    } catch (RuntimeException e) {
      // Half undone must never be committed.
      e.addSuppressed(cause);
      throw new UndoFailedException(e);
    }
  }

  boolean isOpen() {
    return open;
  }

  /** The processor that Kafka Streams gives the next record to. */
  void begins(Part<?, ?, ?, ?> part) {
    first = part;
  }

  void add(String name, Part<?, ?, ?, ?> part) {
    parts.put(name, part);
  }

  void undoBy(Runnable step) {
    undo.push(step);
  }

  void failed(RuntimeException e) {
    failure = e;
  }

  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }
}
