package io.theriac.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.ingest.ImportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {

  @TempDir Path directory;

  private Path results;

  @BeforeEach
  void aRunBefore() throws IOException {
    results = Files.writeString(directory.resolve("summary.json"), "{}");
  }

  @Test
  void shouldEmptyADirectoryThatItHas() throws IOException {
    Files.createDirectories(directory.resolve("app/logs"));
    try (DemoDirectory mine = DemoDirectory.take(directory)) {
      mine.empty();
    }

    assertThat(results).doesNotExist();
    assertThat(directory.resolve("app")).doesNotExist();
  }

  @Test
  void shouldLeaveToAnotherRunWhatIsItsOwn() throws IOException {
    try (DemoDirectory its = DemoDirectory.take(directory)) {
      assertThatThrownBy(() -> demo(Optional.empty(), List.of()).run())
          .isInstanceOf(DemoException.class)
          .hasMessageContainingAll("Another demo is running", directory.toString(), "Ctrl-C");
    }

    assertThat(results).exists();
    DemoDirectory.take(directory).close();
  }

  @Test
  void shouldKeepTheResultsOfTheRunBeforeWhenThereIsNothingToRead() {
    assertThatThrownBy(() -> demo(Optional.of(directory.resolve("typo")), List.of()).run())
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("typo");
    assertThatThrownBy(() -> demo(Optional.of(directory), List.of()).run())
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("PATIENTS.csv");
    assertThatThrownBy(() -> demo(Optional.empty(), List.of(directory.resolve("typo.csv"))).run())
        .hasMessageContaining("typo.csv");

    assertThat(results).exists();
  }

  private Demo demo(Optional<Path> mimic3, List<Path> codeMaps) {
    return new Demo(
        new DemoOptions(mimic3, codeMaps, directory, 0.7, 1, false),
        new PrintWriter(new StringWriter()));
  }
}
