package io.theriac.trainer.loop;

/**
 * One epoch of training.
 *
 * @param epoch from 1
 * @param loss mean over its visits
 * @param seconds of training, without validation
 * @param validationJaccard of the averaged weights at the best threshold
 * @param threshold that threshold
 */
public record EpochReport(
    int epoch, double loss, double seconds, double validationJaccard, double threshold) {}
