package io.theriac.local.cli;

import io.theriac.model.cohort.Split;
import io.theriac.model.cohort.file.CohortFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A cohort on disk and how its patients are split. */
final class CohortOption {

  @Option(
      names = "--cohort",
      paramLabel = "FILE|DIR",
      description = {
        "A cohort on disk instead of Kafka's closed visits: patients*.jsonl(.gz) with its code",
        "lists beside it (docs/cohort-files.md)."
      })
  private Path place;

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

  /** Whether a cohort was named. */
  boolean given() {
    return place != null;
  }

  /**
   * Reads it.
   *
   * @throws io.theriac.model.cohort.file.InvalidCohortException if it cannot be used
   */
  CohortFile read() {
    if (place == null) {
      throw new IllegalArgumentException("Which cohort? Give --cohort FILE or --cohort DIR.");
    }
    return CohortFile.read(place);
  }

  Split split() {
    return by == Split.By.ORDER ? Split.inOrder() : Split.seeded(seed);
  }
}
