package io.theriac.model.artifact;

import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Metrics;
import java.util.Map;

/**
 * How good a model is, and on what: {@code metrics.json}.
 *
 * @param validation at the chosen threshold
 * @param test at the same threshold
 * @param baselines test metrics of simple predictors on the same patients, by name
 * @param literatureBootstrap test metrics over ten samples of 80 % of the patients, by measure
 * @param intervals 95 % intervals of test metrics, by measure
 * @param jaccardOverBaselines test Jaccard less a baseline's, with the paired 95 % interval
 * @param cohort what it was trained and tested on
 * @param epochs epochs trained
 * @param bestEpoch the epoch whose weights were kept
 */
public record ModelReport(
    Metrics validation,
    Metrics test,
    Map<String, Metrics> baselines,
    Map<String, Bootstrap.Spread> literatureBootstrap,
    Map<String, Bootstrap.Interval> intervals,
    Map<String, Bootstrap.Interval> jaccardOverBaselines,
    CohortSummary cohort,
    int epochs,
    int bestEpoch) {}
