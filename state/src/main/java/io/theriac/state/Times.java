package io.theriac.state;

import java.time.Instant;

/** Times that may be unknown: null. */
final class Times {

  private Times() {}

  /** The later of two; the known one if only one is. */
  static Instant later(Instant a, Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }

  /** The earlier of two; the known one if only one is. */
  static Instant earlier(Instant a, Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
