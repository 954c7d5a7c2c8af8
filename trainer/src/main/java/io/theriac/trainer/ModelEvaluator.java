package io.theriac.trainer;

import io.theriac.model.artifact.DecodingPoint;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.decode.DecodingSearch;
import io.theriac.model.decode.DecodingSearch.Candidate;
import io.theriac.model.drift.Reference;
import io.theriac.model.drift.ReferenceBuilder;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.FitProgress;
import io.theriac.model.eval.Metrics;
import io.theriac.model.eval.Predictions;
import io.theriac.model.net.NetworkScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Measures a model on a cohort as it would serve, beside the baselines. */
public final class ModelEvaluator {

  /** What to aim at: a fifth fewer interacting pairs, at this loss of validation Jaccard. */
  private static final double SHARE_OF_PAIRS = 0.8;

  private static final double TOLERATED_LOSS = 0.005;

  private final Cohort cohort;
  private final float[][] interactions;
  private final CohortBaselines fitted;
  private final int seed;
  private final Predictions validation;
  private final Predictions test;
  private final DecodingSearch decodings;

  /**
   * Predicts every visit of the validation and the test part.
   *
   * @param interactions by which the model chooses: weight of each pair of medications
   * @param progress is told how the baselines are fitted that the report compares with
   * @param seed of the bootstrap
   */
  public ModelEvaluator(
      Cohort cohort,
      float[][] interactions,
      FitProgress progress,
      NetworkScorer scorer,
      double temperature,
      int seed) {
    this(cohort, interactions, new CohortBaselines(cohort, progress), scorer, temperature, seed);
  }

  ModelEvaluator(
      Cohort cohort,
      float[][] interactions,
      CohortBaselines fitted,
      NetworkScorer scorer,
      double temperature,
      int seed) {
    this.cohort = cohort;
    this.interactions = interactions;
    this.fitted = fitted;
    this.seed = seed;
    validation = ServedPredictions.of(scorer, temperature, cohort.validation());
    test = ServedPredictions.of(scorer, temperature, cohort.test());
    decodings = new DecodingSearch(validation, interactions);
  }

  /**
   * The way of choosing medications: the best on the validation part that chooses a fifth fewer
   * interacting pairs there, at a loss of at most 0.005 Jaccard.
   */
  public Candidate choose() {
    return decodings.choose(SHARE_OF_PAIRS, TOLERATED_LOSS);
  }

  /**
   * The report of a model that chooses medications so.
   *
   * @param epochs trained, and the one whose weights are kept
   */
  public ModelReport report(Candidate chosen, int epochs, int bestEpoch) {
    float[][] ddi = cohort.test().ddi();
    Evaluation ofTest = Evaluation.of(test, chosen.decoder(interactions), ddi);
    Map<String, Metrics> baselines = new LinkedHashMap<>();
    Map<String, Bootstrap.Interval> over = new LinkedHashMap<>();
    fitted
        .onTest()
        .forEach(
            (name, baseline) -> {
              baselines.put(name, baseline.metrics());
              over.put(name, Bootstrap.difference(ofTest, baseline, Metrics::jaccard, seed));
            });
    return new ModelReport(
        Evaluation.of(validation, chosen.decoder(interactions), ddi).metrics(),
        ofTest.metrics(),
        Evaluation.of(test, 0.5, ddi).metrics(),
        baselines,
        measures(measure -> Bootstrap.literature(ofTest, measure, seed)),
        measures(measure -> Bootstrap.interval(ofTest, measure, seed)),
        over,
        curve(chosen),
        Calibration.of(test),
        cohort.summary(),
        epochs,
        bestEpoch);
  }

  /** What serving is later compared with: codes of the training part, scores of the test part. */
  public Reference reference() {
    return ReferenceBuilder.build(cohort.vocabularies(), cohort.training(), test);
  }

  private List<DecodingPoint> curve(Candidate chosen) {
    List<DecodingPoint> points = new ArrayList<>();
    for (Candidate best : decodings.curve()) {
      boolean isChosen = best.decoding().equals(chosen.decoding());
      Candidate candidate = isChosen ? chosen : best;
      points.add(
          new DecodingPoint(
              candidate.decoding().penalty(),
              candidate.threshold(),
              candidate.jaccard(),
              Evaluation.of(test, candidate.decoder(interactions), cohort.test().ddi()).metrics(),
              isChosen));
    }
    return List.copyOf(points);
  }

  private static <T> Map<String, T> measures(Function<ToDoubleFunction<Metrics>, T> bootstrap) {
    Map<String, T> results = new LinkedHashMap<>();
    results.put("jaccard", bootstrap.apply(Metrics::jaccard));
    results.put("f1", bootstrap.apply(Metrics::f1));
    results.put("prauc", bootstrap.apply(Metrics::prauc));
    results.put("ddiRate", bootstrap.apply(Metrics::ddiRate));
    results.put("averageMedications", bootstrap.apply(Metrics::averageMedications));
    return results;
  }
}
