package io.theriac.model.cohort.file;

import io.theriac.model.terminology.CodeKey;
import io.theriac.model.terminology.KnowledgeTable;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A laboratory test in one unit, which a cohort's patients refer to by index: a row of {@code
 * vocab_lab.csv} with the header {@code index,code,unit} or {@code index,system,code,unit,name}.
 *
 * @param unit null if none is named
 */
record LabTest(Coding test, String unit) {

  static final String FILE = "vocab_lab.csv";
  static final List<String> LONG = List.of("index", "system", "code", "unit", "name");

  private static final List<String> SHORT = List.of("index", "code", "unit");
  private static final String OWN_SYSTEM = "COHORT-LABORATORY";

  static LabTest of(LabFact result) {
    return new LabTest(result.getTest(), result.getUnit());
  }

  /**
   * Reads the tests of a cohort.
   *
   * @return nothing if the cohort has no such file
   * @throws io.theriac.model.terminology.InvalidTableException if a row cannot be used
   */
  static Optional<List<LabTest>> read(Path directory) {
    Path path = directory.resolve(FILE);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    List<LabTest> tests = new ArrayList<>();
    for (KnowledgeTable.Row row : IndexedRows.read(path, SHORT, LONG)) {
      tests.add(new LabTest(CodeList.coding(row, OWN_SYSTEM), row.optional("unit").orElse(null)));
    }
    return Optional.of(List.copyOf(tests));
  }

  /** Test and unit in one spelling: what training tells tests apart by. */
  CodeKey key() {
    String named = unit == null ? "" : unit.strip();
    return CodeKey.of(test.getSystem(), test.getCode().strip() + "|" + named);
  }

  /** Whether training can compute with a value: it does so with single precision. */
  static boolean isUsable(double value) {
    return Float.isFinite((float) value);
  }
}
