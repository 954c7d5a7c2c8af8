package io.theriac.streams.backtest;

import io.theriac.streams.backtest.score.ScoreFile;
import io.theriac.streams.backtest.score.VisitScore;
import io.theriac.streams.config.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a backtest has done so far, on disk beside its report: the plan, the state at the beginning
 * of the range, and the run of each model. Each is marked as done last of all, so that what broke
 * off is done again and nothing else.
 */
final class WorkDirectory {

  private static final String PLAN = "plan.json";
  private static final String DONE = "done.json";

  private final Path directory;

  /** What was planned, and for what; with another key it is of no use. */
  private record Plan(String key, InputPlan input) {}

  /** Where the input stands. */
  private record Positions(String key, Map<String, Map<Integer, Long>> positions) {}

  /**
   * How a run ended.
   *
   * @param counts the application's own counters, by name
   * @param positions by topic and partition the offset after the last record taken
   */
  record Ended(Map<String, Long> counts, Map<String, Map<Integer, Long>> positions) {}

  private WorkDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the work of a backtest that goes to a directory.
   *
   * @throws UserError if something else lies there
   */
  static WorkDirectory in(Path out) {
    Path work = out.resolve("work");
    try {
      Files.createDirectories(out);
      try (Stream<Path> files = Files.list(out)) {
        boolean foreign = files.findAny().isPresent();
        if (foreign && !Files.exists(work) && !Files.exists(out.resolve("report.json"))) {
          throw new UserError(
              "--out %s holds something that is no backtest: name an empty directory or a new one."
                  .formatted(out));
        }
      }
      Files.createDirectories(work);
    } catch (FileSystemException e) {
      throw new UserError(
          "--out %s cannot be written (%s): name a directory that can be made and written."
              .formatted(out, e.getReason() == null ? e.getMessage() : e.getReason()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WorkDirectory(work);
  }

  /** The plan of the same backtest that broke off, if there is one. */
  Optional<InputPlan> plan(String key) {
    Path file = directory.resolve(PLAN);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Plan plan = Json.read(file, Plan.class);
    return plan.key().equals(key) ? Optional.of(plan.input()) : Optional.empty();
  }

  /** Begins with this plan; whatever was done for another is forgotten. */
  void begin(String key, InputPlan input) {
    delete(directory);
    make(directory);
    Json.write(directory.resolve(PLAN), new Plan(key, input));
  }

  /** Where the rows of the run at hand are; empty. */
  Path emptyRows() {
    Path rows = directory.resolve("rows");
    delete(rows);
    return rows;
  }

  Path state() {
    return directory.resolve("state");
  }

  /** The positions of a state that is whole and for this key. */
  static Optional<Map<String, Map<Integer, Long>>> positions(Path state, String key) {
    Path done = state.resolve(DONE);
    if (!Files.exists(done)) {
      return Optional.empty();
    }
    Positions positions = Json.read(done, Positions.class);
    return positions.key().equals(key) ? Optional.of(positions.positions()) : Optional.empty();
  }

  static void stateIsWhole(Path state, String key, Map<String, Map<Integer, Long>> positions) {
    Json.write(state.resolve(DONE), new Positions(key, positions));
  }

  /** Where a model's run is kept. */
  Path run(String version) {
    return directory.resolve("run-" + version);
  }

  /** How a model's run ended, if it did. */
  Optional<Ended> ended(String version) {
    Path done = run(version).resolve(DONE);
    return Files.exists(done) ? Optional.of(Json.read(done, Ended.class)) : Optional.empty();
  }

  void ended(String version, List<VisitScore> scores, Ended how) {
    try {
      ScoreFile.write(run(version).resolve("scores.bin"), scores);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Json.write(run(version).resolve(DONE), how);
  }

  List<VisitScore> scores(String version) {
    try {
      return ScoreFile.read(run(version).resolve("scores.bin"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes everything away: the report is written. */
  void clear() {
    delete(directory);
  }

  static void make(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a directory; tables of RocksDB, which are never changed, share their blocks. */
  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          copyFile(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyFile(Path file, Path copy) throws IOException {
    if (file.toString().endsWith(".sst")) {
      try {
        Files.createLink(copy, file);
        return;
      } catch (IOException | UnsupportedOperationException e) {
        // Another disk, or one without links: copied below.
      }
    }
    Files.copy(file, copy);
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
