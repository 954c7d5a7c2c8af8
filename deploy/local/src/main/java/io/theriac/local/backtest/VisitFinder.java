package io.theriac.local.backtest;

import io.theriac.model.PatientHistory;
import io.theriac.schemas.avro.ClosedVisit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds a closed visit and what came before it. */
public final class VisitFinder {

  private VisitFinder() {}

  /**
   * The history of a patient up to a visit.
   *
   * @param visits all closed visits
   * @param id the visit's, or its beginning, as other commands show it
   * @param most so many visits at most, the newest
   * @throws IllegalStateException if no visit is meant, or more than one
   */
  public static PatientHistory history(Collection<ClosedVisit> visits, String id, int most) {
    List<ClosedVisit> meant =
        visits.stream()
            .filter(visit -> visit.getVisitId().startsWith(id))
            .filter(
                visit ->
                    visit.getVisitId().equals(id)
                        || visits.stream().noneMatch(other -> other.getVisitId().equals(id)))
            .toList();
    if (meant.size() != 1) {
      throw new IllegalStateException(
          meant.isEmpty()
              ? "No final visit begins with '%s': give the id of one that stands on the topic of closed visits."
                  .formatted(id)
              : "%d final visits begin with '%s': give more of the id."
                  .formatted(meant.size(), id));
    }
    ClosedVisit current = meant.get(0);
    List<ClosedVisit> upTo =
        visits.stream()
            .filter(visit -> visit.getPatientKey().equals(current.getPatientKey()))
            .filter(
                visit ->
                    visit.getDischargedAt().isBefore(current.getDischargedAt())
                        || visit.getVisitId().equals(current.getVisitId()))
            .sorted(Comparator.comparing(ClosedVisit::getDischargedAt))
            .toList();
    return new PatientHistory(upTo.subList(Math.max(0, upTo.size() - most), upTo.size()));
  }
}
