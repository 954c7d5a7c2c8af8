package io.theriac.model.causal;

/** Where a code stands in the causal graph of its visit. */
public enum CausalRole {
  /** Arrows only leave it. */
  SOURCE,
  /** No arrow touches it. */
  ISOLATED,
  /** Arrows enter and leave it. */
  MIDDLE,
  /** Arrows only enter it. */
  SINK;

  /** Row in tables by role. */
  @SuppressWarnings("EnumOrdinal") // weight files hold the tables in the order of the constants
  public int index() {
    return ordinal();
  }

  static CausalRole of(boolean entered, boolean left) {
    if (entered) {
      return left ? MIDDLE : SINK;
    }
    return left ? SOURCE : ISOLATED;
  }
}
