package io.theriac.model;

import io.theriac.schemas.avro.ClosedVisit;
import java.util.List;

/**
 * What is known of a patient when a visit has closed.
 *
 * @param visits closed visits by discharge time, oldest first; the last one is the visit to
 *     recommend for: its own medications are never an input, only what they are compared with
 */
public record PatientHistory(List<ClosedVisit> visits) {

  public PatientHistory {
    if (visits.isEmpty()) {
      throw new IllegalArgumentException("A history needs the visit to recommend for.");
    }
    visits = List.copyOf(visits);
  }

  /** The visit to recommend for. */
  public ClosedVisit current() {
    return visits.get(visits.size() - 1);
  }
}
