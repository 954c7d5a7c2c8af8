package io.theriac.streams.recommend;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.metrics.ModelRole;
import io.theriac.streams.serving.CandidateOnTrial;
import io.theriac.streams.serving.ModelHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scores a batch for what goes out: by the active model, or in a canary trial for its share of the
 * patients by the candidate. Where the candidate fails the active model scores.
 */
final class LiveScoring {

  private final BatchScoring active;
  private final CandidateScoring candidate;

  LiveScoring(AppMetrics metrics, CandidateScoring candidate) {
    this.active = new BatchScoring(metrics::scored, metrics::scoringFailed);
    this.candidate = candidate;
  }

  /** What one model said of one visit. */
  record Scored(VisitScores scores, Recommender model, ModelRole role) {}

  /** One result a history, in the same order; empty where the active model failed. */
  List<Optional<Scored>> score(ModelHolder.Lease models, List<PatientHistory> histories) {
    List<Optional<Scored>> results = new ArrayList<>();
    Optional<CandidateOnTrial> canary =
        models.trial().filter(trial -> trial.terms().mode() == TrialMode.CANARY);
    if (canary.isPresent()) {
      candidate
          .score(canary.get(), histories)
          .forEach(
              result ->
                  results.add(
                      result.map(
                          scores ->
                              new Scored(scores, canary.get().recommender(), ModelRole.CANARY))));
    } else {
      histories.forEach(history -> results.add(Optional.empty()));
    }
    scoreOthers(models.recommender(), histories, results);
    return results;
  }

  private void scoreOthers(
      Recommender model, List<PatientHistory> histories, List<Optional<Scored>> results) {
    List<PatientHistory> others = new ArrayList<>();
    for (int i = 0; i < histories.size(); i++) {
      if (results.get(i).isEmpty()) {
        others.add(histories.get(i));
      }
    }
    List<Optional<VisitScores>> scores = active.score(model, others);
    int next = 0;
    for (int i = 0; i < histories.size(); i++) {
      if (results.get(i).isEmpty()) {
        results.set(i, scores.get(next++).map(score -> new Scored(score, model, ModelRole.ACTIVE)));
      }
    }
  }
}
