package io.theriac.state;

import java.util.Optional;

/** What one statement did to one row, weakest first. */
enum Effect {
  /** The same event was applied before. */
  SEEN,
  /** Another event said the same before. */
  SAME,
  /** A later statement holds. */
  OLDER,
  /** The content of the row is new. */
  CHANGED;

  /** The effect of an event is the strongest of its statements. */
  Effect and(Effect other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Outcome outcome(Optional<String> visitId, VisitLife life) {
    return switch (this) {
      case SEEN -> new Outcome.Duplicate();
      case SAME -> new Outcome.Repeated();
      case OLDER -> new Outcome.Superseded();
      case CHANGED -> {
        life.applied();
        yield new Outcome.Applied(visitId, life.consequences());
      }
    };
  }
}
