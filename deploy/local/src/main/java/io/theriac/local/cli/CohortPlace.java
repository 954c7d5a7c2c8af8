package io.theriac.local.cli;

import io.theriac.model.cohort.CohortData;
import io.theriac.model.cohort.file.CohortFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a cohort on disk is. */
final class CohortPlace {

  @Option(
      names = "--cohort",
      paramLabel = "FILE|DIR",
      description = {
        "A cohort on disk instead of Kafka's closed visits: patients*.jsonl(.gz) with its code",
        "lists beside it (docs/cohort-files.md)."
      })
  private Path place;

  /** Whether a cohort was named. */
  boolean given() {
    return place != null;
  }

  /**
   * Reads it.
   *
   * @throws io.theriac.model.cohort.file.InvalidCohortException if it cannot be used
   */
  CohortData read() {
    if (place == null) {
      throw new WrongOptionException("Which cohort? Give --cohort FILE or --cohort DIR.");
    }
    return CohortFile.read(place);
  }
}
