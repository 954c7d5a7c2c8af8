package io.theriac.trainer.loop;

import io.theriac.model.net.WarmStart;
import java.util.Optional;

/**
 * How a training begins, and how it can go on after an interruption.
 *
 * @param warm values to begin with; fresh ones if absent
 * @param checkpoints where it is kept after each epoch; nowhere if absent
 */
public record TrainingStart(Optional<WarmStart> warm, Optional<Checkpoints> checkpoints) {

  /** Fresh values, nothing kept. */
  public static final TrainingStart FRESH = new TrainingStart(Optional.empty(), Optional.empty());
}
