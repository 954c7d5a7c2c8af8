package io.theriac.trainer.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a training is kept after each epoch, so that it can go on after an interruption.
 *
 * @param file its only file, replaced whole after each epoch
 * @param resume whether to go on where the training in the file stopped
 */
public record Checkpoints(Path file, boolean resume) {

  /**
   * Deletes what was kept: the training's result is safe.
   *
   * @throws CheckpointException if it cannot be deleted
   */
  public void discard() {
    try {
      if (Files.exists(file)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new CheckpointException("%s cannot be deleted: delete it.".formatted(file), e);
    }
  }
}
