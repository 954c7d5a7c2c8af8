package io.theriac.streams.whole;

/** A processor that remembers in memory what its stores hold. */
public interface TakenBack {

  /** The stores are again as they were before the record: read anew what is remembered of them. */
  void takenBack();
}
