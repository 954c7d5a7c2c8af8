package io.theriac.it;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code src/test/js/official.js}: Confluent's JavaScript serde, which shares no code with
 * Theriac's. A test that asks for it is skipped, and says so, where npm cannot install it.
 */
final class OfficialJsClient {

  private static final Path SOURCES = Path.of("src/test/js");
  private static final Path HOME = Path.of("target/official-js");

  private final String bootstrapServers;
  private final String registryUrl;

  private OfficialJsClient(String bootstrapServers, String registryUrl) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
  }

  /** Installs the packages into {@code target} on first use. */
  static OfficialJsClient installed(String bootstrapServers, String registryUrl) throws Exception {
    Files.createDirectories(HOME);
    for (String file : List.of("package.json", ".npmrc", "official.js")) {
      Files.write(HOME.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
    }
    if (!Files.exists(HOME.resolve("node_modules/.package-lock.json"))) {
      install();
    }
    return new OfficialJsClient(bootstrapServers, registryUrl);
  }

  /** The first records of a topic, one JSON object each. */
  List<String> consume(String topic, int count) throws Exception {
    return node(null, "consume", bootstrapServers, registryUrl, topic, Integer.toString(count))
        .lines()
        .toList();
  }

  /**
   * Writes one record under the newest schema of the topic's subject.
   *
   * @param event {@code {"key", "timestamp", "value"}}
   * @return {@code {"partition", "offset"}}
   */
  String produce(String topic, String event) throws Exception {
    return node(event, "produce", bootstrapServers, registryUrl, topic).strip();
  }

  private static void install() throws Exception {
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .redirectOutput(HOME.resolve("npm.log").toFile())
              .start();
    } catch (IOException e) {
      abort("Skipped: npm is not installed, so the official JavaScript client cannot be tried.");
      return;
    }
    if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      abort("Skipped: npm could not fetch the official JavaScript client; see target/official-js.");
    }
  }

  private static String node(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "official.js"));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile(HOME.toAbsolutePath(), "node", ".err");
    Process node =
        new ProcessBuilder(command).directory(HOME.toFile()).redirectError(errors.toFile()).start();
    try (var stdin = node.getOutputStream()) {
      stdin.write((input == null ? "" : input).getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (node.waitFor() != 0) {
      throw new AssertionError(Files.readString(errors));
    }
    return output;
  }
}
