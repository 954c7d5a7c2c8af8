package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;

/**
 * The content of a closed visit as of now.
 *
 * @param revision 1 at the first closing, one more each time the visit is published or withdrawn
 * @param visitNumber which of the patient's closed visits this is, from 1, in the order of first
 *     closing
 * @param isFinal whether coding has ended
 */
public record ClosedRevision(ClosedVisit visit, int revision, int visitNumber, boolean isFinal) {}
