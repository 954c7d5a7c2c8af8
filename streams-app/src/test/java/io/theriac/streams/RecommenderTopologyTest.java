package io.theriac.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.streams.testing.Ward;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommenderTopologyTest {

  /** After a change that is meant: {@code mvn test -Dtheriac.golden.update=true}. */
  private static final Path GOLDEN =
      Path.of("src/test/resources/io/theriac/streams/expected_topology.txt");

  @TempDir Path stateDir;

  @Test
  void shouldHaveTheExpectedShape() throws IOException {
    try (Ward ward = Ward.open(stateDir)) {
      String actual = ward.topology().describe().toString();

      if (Boolean.getBoolean("theriac.golden.update")) {
        Files.createDirectories(GOLDEN.getParent());
        Files.writeString(GOLDEN, actual);
      }
      assertThat(actual).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }
  }
}
