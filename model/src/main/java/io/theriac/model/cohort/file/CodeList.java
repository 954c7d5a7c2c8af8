package io.theriac.model.cohort.file;

import io.theriac.model.terminology.KnowledgeTable;
import io.theriac.schemas.avro.Coding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The codes that a cohort's patients refer to by index: a CSV file with the header {@code
 * index,code} or {@code index,system,code,name}, the indices counting from 0.
 */
final class CodeList {

  private static final List<String> SHORT = List.of("index", "code");
  private static final List<String> LONG = List.of("index", "system", "code", "name");

  private final String file;
  private final List<Coding> codes;

  private CodeList(String file, List<Coding> codes) {
    this.file = file;
    this.codes = codes;
  }

  /**
   * Reads a list.
   *
   * @param ownSystem coding system of files that name none
   * @throws InvalidCohortException if the file is missing
   * @throws io.theriac.model.terminology.InvalidTableException if a row cannot be used
   */
  static CodeList read(Path path, String ownSystem) {
    List<Coding> codes = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (KnowledgeTable.Row row : IndexedRows.read(path, SHORT, LONG)) {
      Coding code = coding(row, ownSystem);
      if (!seen.add(List.of(code.getSystem(), code.getCode()))) {
        throw row.invalid(
            "code",
            "%s stands in an earlier row, too".formatted(code.getCode()),
            "give each code one row and let patients refer to it");
      }
      codes.add(code);
    }
    return new CodeList(path.getFileName().toString(), List.copyOf(codes));
  }

  /** The code of a row, whose system and name may have no column. */
  static Coding coding(KnowledgeTable.Row row, String ownSystem) {
    return new Coding(
        row.has("system") ? row.required("system") : ownSystem,
        row.required("code"),
        row.has("name") ? row.optional("name").orElse(null) : null);
  }

  String file() {
    return file;
  }

  List<Coding> codes() {
    return codes;
  }

  int size() {
    return codes.size();
  }

  /** The coding systems that occur. */
  Set<String> systems() {
    Set<String> systems = new LinkedHashSet<>();
    codes.forEach(code -> systems.add(code.getSystem()));
    return systems;
  }
}
