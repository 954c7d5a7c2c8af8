package io.theriac.model.causal;

import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.InvalidTableException;
import io.theriac.model.terminology.KnowledgeTable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which molecules drugs are made of, by ATC code. Theriac comes with none: a molecule may be any
 * name, such as a fragment of a structure. Immutable.
 */
public final class MoleculeKnowledge {

  static final List<String> HEADER = List.of("atc", "molecule");

  private final Map<String, List<String>> byCode = new TreeMap<>();
  private final boolean classes;

  private MoleculeKnowledge(Map<String, List<String>> byCode, boolean classes) {
    this.byCode.putAll(byCode);
    this.classes = classes;
  }

  /** Of medications of any coding system, whose codes are no classes of each other. */
  public static MoleculeKnowledge of(Map<String, List<String>> byCode) {
    return new MoleculeKnowledge(byCode, false);
  }

  /**
   * Reads a CSV file with the columns {@code atc} and {@code molecule}, a row for each molecule of
   * each drug.
   *
   * @throws InvalidTableException if a row cannot be used
   * @throws IllegalArgumentException if there is no such file
   */
  public static MoleculeKnowledge read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "Molecules %s: there is no such file: give a CSV with the columns %s."
              .formatted(file, String.join(",", HEADER)));
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader, file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Molecules %s cannot be read.".formatted(file), e);
    }
  }

  /**
   * Reads such a table.
   *
   * @param file how messages name it
   * @throws InvalidTableException if a row cannot be used
   */
  public static MoleculeKnowledge read(Reader reader, String file) {
    Map<String, List<String>> rows = new HashMap<>();
    for (KnowledgeTable.Row row : KnowledgeTable.read(reader, file, HEADER).rows()) {
      String code = row.required("atc");
      if (AtcLevel.of(code).isEmpty()) {
        throw row.invalid(
            "atc", "'%s' is not an ATC code".formatted(code), "write one such as B01AA03 or B01AA");
      }
      rows.merge(code, List.of(row.required("molecule")), MoleculeKnowledge::joined);
    }
    return new MoleculeKnowledge(rows, true);
  }

  /** The molecules of medications by index; a class has those of all its substances. */
  public MoleculeTable table(List<String> atcCodes) {
    Map<String, Integer> numbers = new HashMap<>();
    int[][] byMedication = new int[atcCodes.size()][];
    for (int m = 0; m < byMedication.length; m++) {
      String code = atcCodes.get(m);
      byMedication[m] =
          byCode.entrySet().stream()
              .filter(entry -> isPartOf(entry.getKey(), code))
              .flatMap(entry -> entry.getValue().stream())
              .distinct()
              .mapToInt(name -> numbers.computeIfAbsent(name, n -> numbers.size()))
              .toArray();
    }
    return MoleculeTable.of(byMedication);
  }

  private boolean isPartOf(String drug, String code) {
    return classes ? drug.startsWith(code) : drug.equals(code);
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }
}
