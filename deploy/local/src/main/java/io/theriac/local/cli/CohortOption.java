package io.theriac.local.cli;

import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.terminology.AtcLevel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A cohort on disk and how its patients are split. */
final class CohortOption {

  @Mixin private CohortPlace place;

  @Option(
      names = "--split",
      paramLabel = "hash|order",
      defaultValue = "hash",
      description = {
        "How a cohort's patients are split 80/10/10: by a seeded hash of their ids, or in the",
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

  /** Whether a cohort was named. */
  boolean given() {
    return place.given();
  }

  CohortData read() {
    return place.read();
  }

  /** Reads it, encodes and splits it. */
  Cohort cohort() {
    return read().cohort(rules(), split());
  }

  CohortRules rules() {
    return new CohortRules(
        AtcLevel.of(atcLevel),
        CohortRules.DEFAULT.minVisits(),
        CohortRules.DEFAULT.maxVisits(),
        minPatientsPerMedication,
        minPatientsPerCode);
  }

  Split split() {
    return by == Split.By.ORDER ? Split.inOrder() : Split.seeded(seed);
  }
}
