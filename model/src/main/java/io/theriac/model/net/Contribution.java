package io.theriac.model.net;

/**
 * What one thing adds to a medication's logit.
 *
 * @param code index of the diagnosis, the procedure or the medication of the visit before, or −1
 *     for the other kinds
 */
public record Contribution(Kind kind, int code, float value) {

  /** What a contribution comes from. */
  public enum Kind {
    /** A diagnosis of the visit. */
    DIAGNOSIS,
    /** A procedure of the visit. */
    PROCEDURE,
    /** A medication of the visit before: the same one, or another that speaks for it or against. */
    CONTINUATION,
    /** Medications and codes of all earlier visits; 0 at a first visit. */
    EARLIER_VISITS,
    /** Interactions with the other likely medications. */
    INTERACTIONS,
    /** Base rate, demographics, the published network with its review, and being a first visit. */
    REMAINDER
  }
}
