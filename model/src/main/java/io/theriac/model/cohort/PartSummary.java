package io.theriac.model.cohort;

import java.util.List;

/**
 * The size of one part of a cohort.
 *
 * @param averageMedications medications a visit, on average; 0 without visits
 */
public record PartSummary(int patients, int visits, double averageMedications) {

  static PartSummary of(List<EncodedPatient> patients) {
    int visits = patients.stream().mapToInt(p -> p.visits().size()).sum();
    int medications =
        patients.stream()
            .flatMap(p -> p.visits().stream())
            .mapToInt(v -> v.medications().length)
            .sum();
    return new PartSummary(
        patients.size(), visits, visits == 0 ? 0 : (double) medications / visits);
  }
}
