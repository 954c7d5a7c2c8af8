package io.theriac.model.artifact;

import io.theriac.model.eval.Metrics;

/**
 * One point of the trade-off between Jaccard and interactions.
 *
 * @param penalty see {@link io.theriac.model.decode.Decoding}
 * @param threshold the best one for it on validation data
 * @param validationJaccard at that threshold
 * @param test metrics at that threshold
 * @param chosen whether the model selects medications so
 */
public record DecodingPoint(
    double penalty, double threshold, double validationJaccard, Metrics test, boolean chosen) {}
