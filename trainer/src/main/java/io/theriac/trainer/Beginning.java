package io.theriac.trainer;

import io.theriac.trainer.loop.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a training begins with.
 *
 * @param fromActive whether to begin with the active model where a training honestly can; known
 *     only to a job that reads releases
 * @param artifact directory of the artifact whose model it begins with; fresh values if absent
 * @param checkpoints directory in which it is kept after each epoch; it is not kept if absent
 * @param resume whether to go on with what an interrupted training kept there
 */
public record Beginning(
    boolean fromActive, Optional<Path> artifact, Optional<Path> checkpoints, boolean resume) {

  /** Fresh values, nothing kept. */
  public static final Beginning FRESH =
      new Beginning(false, Optional.empty(), Optional.empty(), false);

  /** The same from the active model, or fresh where there is none or it does not fit. */
  public Beginning withActive() {
    return new Beginning(true, artifact, checkpoints, resume);
  }

  /** The same from a model. */
  public Beginning withArtifact(Path directory) {
    return new Beginning(fromActive, Optional.of(directory), checkpoints, resume);
  }

  /** The same, kept in a directory. */
  public Beginning withCheckpoints(Path directory, boolean goOn) {
    return new Beginning(fromActive, artifact, Optional.of(directory), goOn);
  }

  /** Where the training of one of several seeds is kept; seeds not yet begun begin. */
  Optional<Checkpoints> of(int seed, TrainerOptions options) {
    return checkpoints.map(
        directory -> {
          Path file = file(directory, options, seed);
          boolean any =
              options.seeds().stream().anyMatch(s -> Files.exists(file(directory, options, s)));
          return new Checkpoints(file, resume && (Files.exists(file) || !any));
        });
  }

  /**
   * Deletes what earlier trainings left, unless it goes on with it: what is kept is then of one
   * training, whichever seed it is interrupted in.
   *
   * @throws io.theriac.trainer.loop.CheckpointException if it cannot be deleted
   */
  void clear(TrainerOptions options) {
    if (!resume) {
      discard(options);
    }
  }

  /** Deletes what the trainings kept: their result is safe. */
  void discard(TrainerOptions options) {
    List<Integer> seeds = options.seeds();
    checkpoints.ifPresent(
        directory ->
            seeds.forEach(s -> new Checkpoints(file(directory, options, s), false).discard()));
  }

  private static Path file(Path directory, TrainerOptions options, int seed) {
    return directory.resolve("%s-seed%d.checkpoint".formatted(options.modelName(), seed));
  }
}
