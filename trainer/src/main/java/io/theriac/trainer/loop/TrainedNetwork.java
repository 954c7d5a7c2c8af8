package io.theriac.trainer.loop;

import io.theriac.model.net.Network;
import java.util.List;

/**
 * The best weights of a training.
 *
 * @param network to score with; the caller closes it
 * @param threshold on probabilities at the temperature below, of the best validation Jaccard
 * @param temperature T of σ(z/T) with the least validation cross-entropy
 * @param bestEpoch which epoch the weights are of
 * @param epochs all that ran
 */
public record TrainedNetwork(
    Network network,
    double threshold,
    double temperature,
    int bestEpoch,
    double validationJaccard,
    List<EpochReport> epochs) {}
