package io.theriac.model.cohort.file;

import io.theriac.model.terminology.KnowledgeTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rows that patients refer to by their index, which counts from 0 without a gap. */
final class IndexedRows {

  private IndexedRows() {}

  /**
   * Reads the rows of a CSV file with one of two headers.
   *
   * @throws InvalidCohortException if the file is missing
   * @throws io.theriac.model.terminology.InvalidTableException if a row cannot be used
   */
  static List<KnowledgeTable.Row> read(Path path, List<String> shorter, List<String> longer) {
    if (!Files.isRegularFile(path)) {
      throw new InvalidCohortException(
          "%s is missing beside the patients: write one with the header %s."
              .formatted(path, String.join(",", shorter)));
    }
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String file = path.getFileName().toString();
      List<String> header = longer.equals(header(path)) ? longer : shorter;
      List<KnowledgeTable.Row> rows = KnowledgeTable.read(reader, file, header).rows();
      for (int i = 0; i < rows.size(); i++) {
        String index = rows.get(i).required("index");
        if (!index.equals(Integer.toString(i))) {
          throw rows.get(i)
              .invalid(
                  "index", "'%s' does not follow the row before".formatted(index), "write " + i);
        }
      }
      return rows;
    } catch (IOException e) {
      throw InvalidCohortException.unreadable(path, e);
    }
  }

  private static List<String> header(Path path) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String first = reader.readLine();
      return first == null
          ? List.of()
          : List.of(KnowledgeTable.withoutMark(first).strip().split(",", -1));
    }
  }
}
