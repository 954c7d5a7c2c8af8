package io.theriac.streams;

import io.theriac.streams.config.UserError;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs the application as a process: {@code Main CONFIG-FILE}. */
public final class Main {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, System.err));
  }

  /** Runs until SIGTERM or until nothing but a person can help; the exit code says which. */
  static int run(String[] args, PrintStream errors) {
    if (args.length != 1) {
      errors.println("Give one argument, the configuration file; its keys: docs/configuration.md.");
      return USAGE;
    }
    try {
      runUntilEnd(AppConfig.read(Path.of(args[0]), System.getenv()), started -> {});
      return OK;
    } catch (UserError e) {
      errors.println(e.getMessage());
      return FAILED;
    }
  }

  /**
   * Runs until SIGTERM.
   *
   * @param started is told once health and metrics answer
   * @throws UserError if it cannot start or cannot go on, in one sentence with the remedy
   */
  public static void runUntilEnd(AppConfig config, Consumer<RecommenderApp> started) {
    try (RecommenderApp app = RecommenderApp.start(config)) {
      started.accept(app);
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "theriac-shutdown"));
      app.awaitEnd()
          .ifPresent(
              reason -> {
                throw new UserError(reason);
              });
    }
  }
}
