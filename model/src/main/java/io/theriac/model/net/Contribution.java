package io.theriac.model.net;

/**
 * What one thing adds to a medication's logit.
 *
 * @param code index of the diagnosis, the procedure or the medication of the visit before, or −1
 *     for the other kinds
 * @param visitsBack which visit it comes from, counted back among those the network was given: 1 is
 *     the visit before; 0 where it is the scored visit, or no single one
 */
public record Contribution(Kind kind, int code, int visitsBack, float value) {

  private static final int NO_CODE = -1;

  /** What comes from no code and no earlier visit. */
  static Contribution of(Kind kind, float value) {
    return new Contribution(kind, NO_CODE, 0, value);
  }

  /** What comes from an earlier visit as a whole. */
  static Contribution ofVisit(Kind kind, int visitsBack, float value) {
    return new Contribution(kind, NO_CODE, visitsBack, value);
  }

  /** What a contribution comes from. */
  public enum Kind {
    /** A diagnosis of the visit. */
    DIAGNOSIS,
    /** A procedure of the visit. */
    PROCEDURE,
    /** A medication of the visit before: the same one, or another that speaks for it or against. */
    CONTINUATION,
    /** A diagnosis of an earlier visit, its newest, that this visit does not have. */
    EARLIER_DIAGNOSIS,
    /** A procedure of an earlier visit, its newest, that this visit does not have. */
    EARLIER_PROCEDURE,
    /**
     * Whether and how often the medication was taken at earlier visits, the newest of them named; 0
     * at a first visit.
     */
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
    /**
     * What {@link InterVisitAttention} took from an earlier visit: without it, so much less; see
     * {@link AttendedVisits}.
     */
    ATTENTION,
    /** Base rate, latent problems, the rest of the trunk, being a first visit. */
    REMAINDER
  }
}
