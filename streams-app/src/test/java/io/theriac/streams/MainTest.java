package io.theriac.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path directory;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void shouldAskForAConfigurationFile() {
    assertThat(run()).isEqualTo(2);
    assertThat(said())
        .containsExactly(
            "Give one argument, the configuration file; its keys: docs/configuration.md.");
  }

  @Test
  void shouldSayThatTheConfigurationFileIsMissing() {
    assertThat(run("missing.properties")).isEqualTo(1);
    assertThat(said()).singleElement().asString().contains("'missing.properties' does not exist");
  }

  @Test
  void shouldSayInOneSentenceThatTheBrokerDoesNotAnswer() throws IOException {
    Path file = directory.resolve("theriac.properties");
    String broker = "127.0.0.1:" + freePort();
    Files.writeString(
        file, "bootstrap.servers=" + broker + "\nkafka.default.api.timeout.ms=2000\n");

    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("The Kafka brokers at " + broker + " do not answer")
        .contains("bootstrap.servers");
  }

  private int run(String... args) {
    return Main.run(args, new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  private List<String> said() {
    return errors.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
