package io.theriac.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.streams.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

  /** After a change that is meant: {@code mvn test -Dtheriac.golden.update=true}. */
  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void shouldStandInTheDocumentationAsTheCodeSays() throws IOException {
    String expected = ConfigurationReference.markdown(AppConfig.ALL);

    if (Boolean.getBoolean("theriac.golden.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }
}
