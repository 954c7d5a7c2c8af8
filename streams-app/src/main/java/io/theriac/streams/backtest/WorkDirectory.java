package io.theriac.streams.backtest;

import io.theriac.streams.backtest.score.ScoreFile;
import io.theriac.streams.backtest.score.VisitScore;
import io.theriac.streams.config.UserError;
import io.theriac.streams.files.DirectoryLock;
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
final class WorkDirectory implements AutoCloseable {

  private static final String PLAN = "plan.json";
  private static final String DONE = "done.json";
  private static final String LOCK = ".lock";

  private final Path directory;
  private final DirectoryLock lock;

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

  private WorkDirectory(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Opens the work of a backtest that goes to a directory, and keeps others away until it is
   * closed.
   *
   * @throws UserError if something else lies there, or another backtest is at work there
   */
  static WorkDirectory in(Path out) {
    try {
      Files.createDirectories(out);
      requireOwn(out);
      DirectoryLock lock =
          DirectoryLock.take(out.resolve(LOCK))
              .orElseThrow(
                  () ->
                      new UserError(
                          "Another backtest writes to --out %s: wait for it, or name another directory."
                              .formatted(out)));
      Path work = out.resolve("work");
      Files.createDirectories(work);
      return new WorkDirectory(work, lock);
    } catch (FileSystemException e) {
      throw new UserError(
          "--out %s cannot be written (%s): name a directory that can be made and written."
              .formatted(out, e.getReason() == null ? e.getMessage() : e.getReason()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireOwn(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      boolean own =
          names.isEmpty()
              || names.stream().anyMatch(List.of(LOCK, "work", "report.json")::contains);
      if (!own) {
        throw new UserError(
            "--out %s holds something that is no backtest: name an empty directory or a new one."
                .formatted(out));
      }
    }
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

  /** Lets others work there; the lock file stays, since another may wait for it. */
  @Override
  public void close() {
    lock.close();
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
