package io.theriac.trainer.loop;

import java.util.List;
import java.util.Map;

/**
 * A training as it stood after an epoch. What is random in an epoch follows from seed and epoch
 * alone, so no generator's state is part of it.
 *
 * @param identity which training it is
 * @param epochs all that ran
 * @param bestEpoch whose averaged weights are kept so far
 * @param weights by parameter
 * @param average their running average
 * @param best the averaged weights of the best epoch
 * @param moments of the optimizer
 */
record Checkpoint(
    TrainingIdentity identity,
    List<EpochReport> epochs,
    int bestEpoch,
    Map<String, float[]> weights,
    Map<String, float[]> average,
    Map<String, float[]> best,
    AdamW.Moments moments) {}
