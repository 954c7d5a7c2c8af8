package io.theriac.model.cohort.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a cohort's patients refer to by index.
 *
 * @param labs laboratory tests, if the cohort has a file of them
 */
record CodeLists(
    CodeList diagnoses, CodeList procedures, CodeList medications, Optional<List<LabTest>> labs) {

  private static final String DIAGNOSES = "COHORT-DIAGNOSIS";
  private static final String PROCEDURES = "COHORT-PROCEDURE";
  private static final String MEDICATIONS = "COHORT-MEDICATION";

  /**
   * Reads the lists of a directory.
   *
   * @throws InvalidCohortException if one is missing
   * @throws io.theriac.model.terminology.InvalidTableException if a row cannot be used
   */
  static CodeLists read(Path directory) {
    return new CodeLists(
        CodeList.read(directory.resolve("vocab_diag.csv"), DIAGNOSES),
        CodeList.read(directory.resolve("vocab_proc.csv"), PROCEDURES),
        CodeList.read(directory.resolve("vocab_med.csv"), MEDICATIONS),
        LabTest.read(directory));
  }
}
