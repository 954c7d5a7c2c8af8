package io.theriac.model.cohort;

import io.theriac.model.Counted;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a cohort consists of, and what was left out and why.
 *
 * @param visitsRead closed visits before any rule
 * @param patientsRead their patients
 * @param visitsWithoutMedication left out: no medication with an ATC code
 * @param visitsWithoutCode left out: a medication, but neither diagnosis nor procedure
 * @param patientsWithTooFewVisits left out: fewer usable visits than the rules ask for
 * @param visitsOfRareCodesOnly left out: no medication or no code that is frequent enough
 * @param visitsBeyondNewest left out: older than the newest ones that count
 * @param patientsOfRareCodesOnly left out: too few visits after rare codes were left out
 * @param rareDiagnoses diagnoses in too few training patients
 * @param rareProcedures procedures in too few training patients
 * @param rareMedications medications in too few training patients
 * @param unmappedMedications entries of visits without an ATC code, by coding system
 */
public record CohortSummary(
    int visitsRead,
    int patientsRead,
    int visitsWithoutMedication,
    int visitsWithoutCode,
    int patientsWithTooFewVisits,
    int visitsOfRareCodesOnly,
    int visitsBeyondNewest,
    int patientsOfRareCodesOnly,
    int diagnoses,
    int procedures,
    int medications,
    int rareDiagnoses,
    int rareProcedures,
    int rareMedications,
    Map<String, Integer> unmappedMedications,
    PartSummary training,
    PartSummary validation,
    PartSummary test) {

  /** The summary as lines for a reader. */
  public String describe() {
    return """
        read: %d visits of %d patients
        left out: %d visits without a mapped medication, %d without diagnosis or procedure, \
        %d patients with too few visits, %d visits and %d patients with rare codes only, \
        %d visits older than the newest that count
        medications without ATC code: %s
        vocabulary: %d diagnoses, %d procedures, %d medications (too rare: %d, %d, %d)
        training: %s
        validation: %s
        test: %s"""
        .formatted(
            visitsRead,
            patientsRead,
            visitsWithoutMedication,
            visitsWithoutCode,
            patientsWithTooFewVisits,
            visitsOfRareCodesOnly,
            patientsOfRareCodesOnly,
            visitsBeyondNewest,
            unmapped(),
            diagnoses,
            procedures,
            medications,
            rareDiagnoses,
            rareProcedures,
            rareMedications,
            describe(training),
            describe(validation),
            describe(test));
  }

  private String unmapped() {
    return unmappedMedications.isEmpty()
        ? "none"
        : unmappedMedications.entrySet().stream()
            .map(e -> e.getValue() + " in " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String describe(PartSummary part) {
    return "%s, %s, %.1f medications a visit"
        .formatted(
            Counted.of(part.patients(), "patient"),
            Counted.of(part.visits(), "visit"),
            part.averageMedications());
  }
}
