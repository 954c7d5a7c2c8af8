package io.theriac.model.cohort.file;

import io.theriac.model.terminology.KnowledgeTable;
import io.theriac.schemas.avro.Coding;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    String file = path.getFileName().toString();
    if (!Files.isRegularFile(path)) {
      throw new InvalidCohortException(
          "%s is missing beside the patients: write one with the header index,code."
              .formatted(path));
    }
    List<Coding> codes = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      for (KnowledgeTable.Row row : KnowledgeTable.read(reader, file, header(path)).rows()) {
        if (!row.required("index").equals(Integer.toString(codes.size()))) {
          throw row.invalid(
              "index",
              "'%s' does not follow the row before".formatted(row.required("index")),
              "write " + codes.size());
        }
        codes.add(
            new Coding(
                row.has("system") ? row.required("system") : ownSystem,
                row.required("code"),
                row.has("name") ? row.optional("name").orElse(null) : null));
      }
    } catch (IOException e) {
      throw new InvalidCohortException(path + " cannot be read: check its rights.", e);
    }
    return new CodeList(file, List.copyOf(codes));
  }

  private static List<String> header(Path path) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String first = reader.readLine();
      return first != null && first.strip().equals(String.join(",", LONG)) ? LONG : SHORT;
    }
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
