package io.theriac.model.cohort;

import io.theriac.schemas.avro.Coding;
import java.util.List;

/**
 * A history as a network takes it.
 *
 * @param patient the usable earlier visits and the current one; the current visit's list of
 *     medications is empty, so that it cannot be an input
 * @param given medications of the current visit as ATC codes at the model's level, by code, those
 *     outside the vocabulary too
 * @param unknownCodes codes of the current visit that the model cannot use: outside the
 *     vocabularies, or drugs without an ATC code
 */
public record EncodedHistory(
    EncodedPatient patient, List<Coding> given, List<Coding> unknownCodes) {}
