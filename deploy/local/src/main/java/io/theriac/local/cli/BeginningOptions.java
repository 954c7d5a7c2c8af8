package io.theriac.local.cli;

import io.theriac.model.artifact.ModelArtifact;
import io.theriac.trainer.Beginning;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a training begins with. */
final class BeginningOptions {

  @Option(
      names = "--resume",
      description = {
        "Go on where an interrupted training of the same visits and options stopped: after its last",
        "whole epoch. It ends as it would have ended."
      })
  private boolean resume;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = {
        "Where a training is kept after each epoch until its model is written (default:",
        ".theriac/training)."
      })
  private Path checkpoints;

  @Option(
      names = "--warm-start",
      paramLabel = "VERSION|DIR",
      description = {
        "Begin with the weights of a model: a version in the directory of models, or an artifact's",
        "directory. Its vocabulary may differ: what belongs to a code goes with the code, new codes",
        "start fresh. Its split must be the same."
      })
  private String model;

  Beginning beginning(Path models) {
    Path kept = checkpoints == null ? CliHome.data().resolve("training") : checkpoints;
    Beginning beginning = Beginning.FRESH.withCheckpoints(kept, resume);
    return model == null ? beginning : beginning.withArtifact(artifact(models));
  }

  private Path artifact(Path models) {
    for (Path directory : new Path[] {Path.of(model), models.resolve(model)}) {
      if (Files.exists(directory.resolve(ModelArtifact.MANIFEST))) {
        return directory;
      }
    }
    throw new WrongOptionException(
        "--warm-start is %s: neither a version in %s nor the directory of an artifact."
            .formatted(model, models.toAbsolutePath()));
  }
}
