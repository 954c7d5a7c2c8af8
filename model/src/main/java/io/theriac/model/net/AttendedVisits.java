package io.theriac.model.net;

/**
 * What {@link InterVisitAttention} took from each earlier visit of one scored visit.
 *
 * @param sum what the attention gave the head in all, [d]
 * @param contexts of each earlier visit of the window, oldest first, what it had in it before the
 *     last product with W_o, [visits][d]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AttendedVisits(float[] sum, float[][] contexts) {

  /** A first visit, or a network without this attention. */
  static final AttendedVisits NONE = new AttendedVisits(new float[0], new float[0][]);

  /** How many visits back a place in the contexts is: 1 is the visit before. */
  int visitsBack(int place) {
    return contexts.length - place;
  }
}
