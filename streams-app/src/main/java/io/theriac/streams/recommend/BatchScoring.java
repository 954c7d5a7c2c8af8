package io.theriac.streams.recommend;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.VisitScores;
import io.theriac.streams.deadletter.Defects;
import io.theriac.streams.metrics.AppMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores batches so that one visit the model cannot take does not hold up the others. */
final class BatchScoring {

  private final AppMetrics metrics;

  BatchScoring(AppMetrics metrics) {
    this.metrics = metrics;
  }

  /** One result a history, in the same order; empty where the model failed. */
  List<Optional<VisitScores>> score(Recommender model, List<PatientHistory> histories) {
    if (histories.isEmpty()) {
      return List.of();
    }
    try {
      long start = System.nanoTime();
      List<VisitScores> scores = model.score(histories);
      metrics.scored(Duration.ofNanos(System.nanoTime() - start));
      if (scores.size() != histories.size()) {
        throw new IllegalStateException("The model must give one result a history.");
      }
      return scores.stream().map(Optional::of).toList();
    } catch (RuntimeException e) {
      if (histories.size() > 1) {
        return oneByOne(model, histories);
      }
      Defects.log("Scoring with model " + model.identity().version(), e);
      metrics.scoringFailed();
      return List.of(Optional.empty());
    }
  }

  private List<Optional<VisitScores>> oneByOne(Recommender model, List<PatientHistory> histories) {
    List<Optional<VisitScores>> results = new ArrayList<>();
    for (PatientHistory history : histories) {
      results.addAll(score(model, List.of(history)));
    }
    return results;
  }
}
