package io.theriac.local.cli;

import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.terminology.AtcLevel;
import picocli.CommandLine.Option;

/** Which patients and codes are learnt, and how patients are split. */
final class CohortRulesOption {

  @Option(
      names = "--split",
      paramLabel = "hash|order",
      defaultValue = "hash",
      description = {
        "How patients are split 80/10/10: by a seeded hash of their ids, or in the",
        "order of their ids (default: ${DEFAULT-VALUE})."
      })
  private Split.By by;

  @Option(
      names = "--split-seed",
      defaultValue = "1",
      description = "Seed of the split by hash (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--atc-level",
      defaultValue = "5",
      description = {
        "Level of the medications: 5 substances, 4 or 3 classes (default: ${DEFAULT-VALUE}).",
        "Without effect on a cohort whose medications are coded as they are to be learnt."
      })
  private int atcLevel;

  @Option(
      names = "--min-patients-per-medication",
      paramLabel = "N",
      defaultValue = "5",
      description = "Training patients a medication must have (default: ${DEFAULT-VALUE}).")
  private int minPatientsPerMedication;

  @Option(
      names = "--min-patients-per-code",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Training patients a diagnosis or procedure must have (default: ${DEFAULT-VALUE}).")
  private int minPatientsPerCode;

  CohortRules rules() {
    return WrongOptionException.ifRefused(
        () ->
            new CohortRules(
                AtcLevel.of(atcLevel),
                CohortRules.DEFAULT.minVisits(),
                CohortRules.DEFAULT.maxVisits(),
                minPatientsPerMedication,
                minPatientsPerCode));
  }

  Split split() {
    return by == Split.By.ORDER ? Split.inOrder() : Split.seeded(seed);
  }
}
