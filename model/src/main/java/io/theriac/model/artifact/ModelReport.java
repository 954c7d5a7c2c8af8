package io.theriac.model.artifact;

import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Metrics;
import java.util.List;
import java.util.Map;

/**
 * How good a model is, and on what: {@code metrics.json}.
 *
 * @param validation with threshold and interaction penalty as chosen on it
 * @param test with the same
 * @param testAtHalf at a threshold of 0.5 without a penalty, as much of the literature reports
 * @param baselines test metrics of simple predictors on the same patients, by name
 * @param literatureBootstrap test metrics over ten samples of 80 % of the patients, by measure
 * @param intervals 95 % intervals of test metrics, by measure
 * @param jaccardOverBaselines test Jaccard less a baseline's, with the paired 95 % interval
 * @param decoding the trade-off of Jaccard and interactions, by rising penalty
 * @param calibration of the test probabilities
 * @param cohort what it was trained and tested on
 * @param epochs epochs trained
 * @param bestEpoch the epoch whose weights were kept
 */
public record ModelReport(
    Metrics validation,
    Metrics test,
    Metrics testAtHalf,
    Map<String, Metrics> baselines,
    Map<String, Bootstrap.Spread> literatureBootstrap,
    Map<String, Bootstrap.Interval> intervals,
    Map<String, Bootstrap.Interval> jaccardOverBaselines,
    List<DecodingPoint> decoding,
    Calibration calibration,
    CohortSummary cohort,
    int epochs,
    int bestEpoch) {}
