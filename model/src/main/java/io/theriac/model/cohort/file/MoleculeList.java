package io.theriac.model.cohort.file;

import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.model.terminology.KnowledgeTable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The molecules of a cohort's medications: a CSV file with the header {@code med,molecule}, the
 * medication as index, a row for each molecule of each.
 */
final class MoleculeList {

  private MoleculeList() {}

  /**
   * Reads the list.
   *
   * @return nothing if there is no such file
   * @throws io.theriac.model.terminology.InvalidTableException if a row cannot be used
   */
  static Optional<MoleculeKnowledge> read(Path path, CodeList medications) {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    Map<String, List<String>> byCode = new HashMap<>();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String file = path.getFileName().toString();
      for (KnowledgeTable.Row row :
          KnowledgeTable.read(reader, file, List.of("med", "molecule")).rows()) {
        String code = medications.codes().get(index(row, medications)).getCode();
        byCode.computeIfAbsent(code, c -> new ArrayList<>()).add(row.required("molecule"));
      }
    } catch (IOException e) {
      throw InvalidCohortException.unreadable(path, e);
    }
    return Optional.of(MoleculeKnowledge.of(byCode));
  }

  private static int index(KnowledgeTable.Row row, CodeList medications) {
    String text = row.required("med");
    if (text.matches("[0-9]{1,7}") && Integer.parseInt(text) < medications.size()) {
      return Integer.parseInt(text);
    }
    throw row.invalid(
        "med",
        "'%s' is no index of %s".formatted(text, medications.file()),
        "write a number from 0 to " + (medications.size() - 1));
  }
}
