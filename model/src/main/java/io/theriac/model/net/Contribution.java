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
    /** A diagnosis of an earlier visit that this visit does not have. */
    EARLIER_DIAGNOSIS,
    /** A procedure of an earlier visit that this visit does not have. */
    EARLIER_PROCEDURE,
    /** Whether and how often the medication was taken at earlier visits; 0 at a first visit. */
    EARLIER_MEDICATION,
    /** {@link DemographicTables}: band of age, and sex. */
    DEMOGRAPHICS,
    /** What a review adds for the diagnosis with the strongest effect: without it, so much less. */
    REVIEW_BY_DIAGNOSIS,
    /** The same of a procedure. */
    REVIEW_BY_PROCEDURE,
    /** What {@link CausalReview} and {@link GradedReview} add without that code. */
    REVIEW,
    /** Interactions with the other likely medications. */
    INTERACTIONS,
    /** Base rate, latent problems, the published network before its review, being a first visit. */
    REMAINDER
  }
}
