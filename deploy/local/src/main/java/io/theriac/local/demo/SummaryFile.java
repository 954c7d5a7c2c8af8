package io.theriac.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;

/** The summary as {@code summary.json}. */
final class SummaryFile {

  private final Path file;

  SummaryFile(Path directory) {
    this.file = directory.resolve("summary.json");
  }

  void write(DemoSummary summary) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), summary);
  }
}
