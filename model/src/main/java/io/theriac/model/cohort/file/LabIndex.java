package io.theriac.model.cohort.file;

import com.fasterxml.jackson.core.JsonGenerator;
import io.theriac.model.terminology.CodeKey;
import io.theriac.schemas.avro.LabFact;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Numbers the laboratory tests of visits as they are written, in the order of their keys. */
final class LabIndex {

  private final TreeMap<CodeKey, LabTest> tests = new TreeMap<>();
  private final Map<CodeKey, Integer> numbers = new HashMap<>();

  void add(List<LabFact> results) {
    for (LabFact result : usable(results)) {
      LabTest test = LabTest.of(result);
      tests.putIfAbsent(test.key(), test);
    }
  }

  /** Writes the tests, unless there are none. */
  void write(Path directory, CSVFormat format) throws IOException {
    if (tests.isEmpty()) {
      return;
    }
    try (Writer out =
            Files.newBufferedWriter(directory.resolve(LabTest.FILE), StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(out, format)) {
      csv.printRecord(LabTest.LONG);
      for (Map.Entry<CodeKey, LabTest> entry : tests.entrySet()) {
        int number = numbers.size();
        numbers.put(entry.getKey(), number);
        LabTest test = entry.getValue();
        CodeKey code = CodeKey.of(test.test());
        csv.printRecord(number, code.system(), code.code(), test.unit(), test.test().getDisplay());
      }
    }
  }

  /** Writes all results of a visit in their order: training counts each of them. */
  void write(JsonGenerator json, List<LabFact> results) throws IOException {
    List<LabFact> usable = usable(results);
    if (usable.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("lab");
    for (LabFact result : usable) {
      json.writeStartArray();
      json.writeNumber(numbers.get(LabTest.of(result).key()));
      json.writeNumber(result.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static List<LabFact> usable(List<LabFact> results) {
    return results.stream().filter(result -> LabTest.isUsable(result.getValue())).toList();
  }
}
