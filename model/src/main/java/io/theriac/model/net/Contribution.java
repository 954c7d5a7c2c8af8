package io.theriac.model.net;

/**
 * What one thing adds to a medication's logit.
 *
 * @param code index of the diagnosis or procedure, or −1 for the other kinds
 */
public record Contribution(Kind kind, int code, float value) {

  /** What a contribution comes from. */
  public enum Kind {
    /** A diagnosis of the visit. */
    DIAGNOSIS,
    /** A procedure of the visit. */
    PROCEDURE,
    /** The medications of the visit before. */
    CONTINUATION,
    /** Medications and codes of all earlier visits. */
    EARLIER_VISITS,
    /** Interactions with the other likely medications. */
    INTERACTIONS,
    /** Base rate, demographics and the recurrent network. */
    REMAINDER
  }
}
