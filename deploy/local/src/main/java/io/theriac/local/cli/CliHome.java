package io.theriac.local.cli;

import java.nio.file.Path;

/** Where the launcher keeps what outlives one command. */
final class CliHome {

  private CliHome() {}

  /** The project's root as the launcher gives it, else the working directory. */
  static Path root() {
    return Path.of(System.getProperty("theriac.home", ".")).toAbsolutePath().normalize();
  }

  /** Data of the local stack, models and logs; git ignores it. */
  static Path data() {
    return root().resolve(".theriac");
  }

  static Path stack() {
    return data().resolve("local");
  }

  static Path models() {
    return data().resolve("models");
  }

  /** Where this process logs; logback.xml builds the same path from the same property. */
  static Path logFile() {
    return data().resolve("logs").resolve("theriac.log");
  }
}
