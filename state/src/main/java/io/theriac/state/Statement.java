package io.theriac.state;

import io.theriac.state.rows.Stamp;
import java.util.Objects;

/**
 * A value and who said it: the last writer by event time wins.
 *
 * @param value what holds
 * @param stamp null as long as nobody said anything
 */
record Statement<V>(V value, Stamp stamp) {

  /** What holds after somebody has said something. */
  Statement<V> after(V said, Stamp by) {
    if (stamp == null) {
      return new Statement<>(said, by);
    }
    if (Stamps.isSeen(by, stamp)) {
      return this;
    }
    boolean wins = Stamps.ORDER.compare(by, stamp) > 0;
    return new Statement<>(wins ? said : value, Stamps.join(by, stamp));
  }

  /** The later of two statements that may not have been made. */
  static <V> Statement<V> later(V one, Stamp by, V other, Stamp otherBy) {
    Statement<V> first = new Statement<>(one, by);
    return otherBy == null ? first : first.after(other, otherBy);
  }

  /** What {@link #after} did, {@code next} being its result. */
  Effect effect(Statement<V> next, Stamp by) {
    if (stamp == null) {
      return Effect.CHANGED;
    }
    if (Stamps.isSeen(by, stamp)) {
      return Effect.SEEN;
    }
    if (Stamps.ORDER.compare(by, stamp) < 0) {
      return Effect.OLDER;
    }
    return Objects.equals(value, next.value) ? Effect.SAME : Effect.CHANGED;
  }
}
