package io.theriac.streams.recommend;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.streams.deadletter.Defects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Scores batches so that one visit the model cannot take does not hold up the others. */
final class BatchScoring {

  private final Consumer<Duration> scored;
  private final Runnable failed;

  /**
   * @param scored is told how long each batch took
   * @param failed is told of each visit that a model could not take
   */
  BatchScoring(Consumer<Duration> scored, Runnable failed) {
    this.scored = scored;
    this.failed = failed;
  }

  /** One result a history, in the same order; empty where the model failed. */
  List<Optional<VisitScores>> score(Recommender model, List<PatientHistory> histories) {
    if (histories.isEmpty()) {
      return List.of();
    }
    try {
      long start = System.nanoTime();
      List<VisitScores> scores = model.score(histories);
      scored.accept(Duration.ofNanos(System.nanoTime() - start));
      requireSense(scores, histories.size());
      return scores.stream().map(Optional::of).toList();
    } catch (RuntimeException e) {
      if (histories.size() > 1) {
        return oneByOne(model, histories);
      }
      Defects.log("Scoring with model " + model.identity().version(), e);
      failed.run();
      return List.of(Optional.empty());
    }
  }

  private static void requireSense(List<VisitScores> scores, int visits) {
    if (scores.size() != visits) {
      throw new IllegalStateException("The model must give one result a history.");
    }
    for (VisitScores visit : scores) {
      for (ScoredMedication medication : visit.medications()) {
        if (!(medication.probability() >= 0 && medication.probability() <= 1)) {
          throw new IllegalStateException("The model must give probabilities from 0 to 1.");
        }
      }
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
