package io.theriac.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;

/** What a run says of itself, as {@code summary.json}. */
public final class SummaryFile {

  private final Path file;

  public SummaryFile(Path directory) {
    this.file = directory.resolve("summary.json");
  }

  /** Writes the summary, a record of figures, field by field. */
  public void write(Record summary) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), summary);
  }
}
