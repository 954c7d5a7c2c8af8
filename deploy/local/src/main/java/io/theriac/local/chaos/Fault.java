package io.theriac.local.chaos;

/** One way in which outputs are not what they must be. */
public record Fault(Kind kind, String what) {

  /** What is wrong with it. */
  public enum Kind {
    /** Expected, and not there; or there with other content. */
    LOST,
    /** There twice, or there and not expected. */
    DOUBLED,
    /** There, but before what must come first. */
    OUT_OF_ORDER
  }

  static Fault lost(String what, Object... details) {
    return new Fault(Kind.LOST, what.formatted(details));
  }

  static Fault doubled(String what, Object... details) {
    return new Fault(Kind.DOUBLED, what.formatted(details));
  }

  static Fault outOfOrder(String what, Object... details) {
    return new Fault(Kind.OUT_OF_ORDER, what.formatted(details));
  }
}
