package io.theriac.model.cohort.file;

import io.theriac.model.cohort.CohortData;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cohort on disk, for training without Kafka: {@code patients*.jsonl} (or {@code .jsonl.gz}) and
 * beside it {@code vocab_diag.csv}, {@code vocab_proc.csv}, {@code vocab_med.csv} and, optionally,
 * {@code vocab_lab.csv}, {@code ddi_adjacency.csv} and {@code med_molecules.csv}. The format is
 * described in docs/cohort-files.md.
 */
public final class CohortFile {

  static final String MOLECULES = "med_molecules.csv";

  private CohortFile() {}

  /**
   * Reads a cohort. Its medications are kept as they are coded; its interactions are its own, or
   * else the bundled knowledge.
   *
   * @param place the file of patients, or a directory with exactly one
   * @throws InvalidCohortException if a file is missing or cannot be used
   * @throws io.theriac.model.terminology.InvalidTableException if a row of a code list cannot be
   */
  public static CohortData read(Path place) {
    Path patients = patients(place);
    Path directory = patients.toAbsolutePath().getParent();
    CodeLists lists = CodeLists.read(directory);
    CodeList medications = lists.medications();
    Path table = directory.resolve("ddi_adjacency.csv");
    return new CohortData(
        new PatientLines(patients, lists).read(),
        Terminology.empty().keeping(medications.systems()),
        Files.exists(table) ? InteractionTable.read(table, medications) : DdiKnowledge.bundled(),
        MoleculeList.read(directory.resolve(MOLECULES), medications));
  }

  private static Path patients(Path place) {
    if (Files.isRegularFile(place)) {
      return place;
    }
    if (!Files.isDirectory(place)) {
      throw new InvalidCohortException(
          "There is no cohort at %s: name a file of patients or its directory.".formatted(place));
    }
    try (Stream<Path> all = Files.list(place)) {
      List<Path> found = all.filter(CohortFile::holdsPatients).sorted().toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      throw new InvalidCohortException(
          found.isEmpty()
              ? "%s has no patients*.jsonl or patients*.jsonl.gz: name the file itself."
                  .formatted(place)
              : "%s has several files of patients (%s): name one of them."
                  .formatted(place, found.stream().map(f -> f.getFileName().toString()).toList()));
    } catch (IOException e) {
      throw new InvalidCohortException(place + " cannot be listed: check its rights.", e);
    }
  }

  /** Whether a directory has a file of patients. */
  static boolean holdsCohort(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.anyMatch(CohortFile::holdsPatients);
    }
  }

  private static boolean holdsPatients(Path file) {
    return file.getFileName().toString().matches("patients.*\\.jsonl(\\.gz)?");
  }
}
