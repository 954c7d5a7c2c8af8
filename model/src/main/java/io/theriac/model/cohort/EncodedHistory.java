package io.theriac.model.cohort;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import java.util.List;

/**
 * A history as a network takes it.
 *
 * @param patient the usable earlier visits and the current one; the current visit's list of
 *     medications is empty, so that it cannot be an input
 * @param visits the closed visits that those of {@code patient} stand for, in the same order
 * @param given medications of the current visit as ATC codes at the model's level, by code, those
 *     outside the vocabulary too
 * @param unknownCodes codes of the current visit that the model cannot use: outside the
 *     vocabularies, or drugs without an ATC code
 */
public record EncodedHistory(
    EncodedPatient patient,
    List<ClosedVisit> visits,
    List<Coding> given,
    List<Coding> unknownCodes) {

  /** An earlier visit, 1 being the one before the current visit. */
  public ClosedVisit earlier(int visitsBack) {
    return visits.get(visits.size() - 1 - visitsBack);
  }
}
