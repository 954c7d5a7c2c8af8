package io.theriac.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One broker and registry for all tests of this JVM that do not break them: each test keeps to
 * topics of its own prefix.
 */
final class SharedStack {

  private static TestStack stack;

  private SharedStack() {}

  static synchronized TestStack get() {
    if (stack == null) {
      try {
        stack = TestStack.start(Files.createTempDirectory(Path.of("target"), "stack"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    }
    return stack;
  }

  /** What a client needs to connect. */
  static Map<String, String> clients() {
    return Map.of(
        "bootstrap.servers", get().bootstrapServers(), "schema.registry.url", get().registryUrl());
  }
}
