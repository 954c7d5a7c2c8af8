package io.theriac.model.net;

/** What a patient's earlier visits say of a medication. */
public enum MedicationStatus {
  /** There is no earlier visit. */
  FIRST_VISIT,
  /** Given at the visit before. */
  TAKEN_LAST,
  /** Given at some visit, but not at the one before. */
  TAKEN_EARLIER,
  /** Given at no earlier visit. */
  NEVER;

  /** Row in tables by status. */
  @SuppressWarnings("EnumOrdinal") // weight files hold the tables in the order of the constants
  public int index() {
    return ordinal();
  }
}
