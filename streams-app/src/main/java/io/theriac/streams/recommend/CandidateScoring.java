package io.theriac.streams.recommend;

import io.theriac.model.PatientHistory;
import io.theriac.model.VisitScores;
import io.theriac.streams.metrics.TrialMetrics;
import io.theriac.streams.serving.CandidateOnTrial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets a candidate score its share of the patients, and notes how it does. */
final class CandidateScoring {

  /** A batch that takes longer holds up its task, and counts as a failure. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final BatchScoring scoring;
  private final TrialMetrics metrics;
  private boolean failed;

  CandidateScoring(TrialMetrics metrics) {
    this.metrics = metrics;
    this.scoring =
        new BatchScoring(
            metrics::scored,
            () -> {
              failed = true;
              metrics.failed();
            });
  }

  /** One result a history, in the same order; empty for other patients, and where it failed. */
  List<Optional<VisitScores>> score(CandidateOnTrial trial, List<PatientHistory> histories) {
    List<PatientHistory> covered = histories.stream().filter(each -> covers(trial, each)).toList();
    List<Optional<VisitScores>> scores = scoreInTime(trial, covered);
    List<Optional<VisitScores>> results = new ArrayList<>();
    int next = 0;
    for (PatientHistory history : histories) {
      results.add(covers(trial, history) ? scores.get(next++) : Optional.empty());
    }
    return results;
  }

  private List<Optional<VisitScores>> scoreInTime(
      CandidateOnTrial trial, List<PatientHistory> covered) {
    if (covered.isEmpty()) {
      return List.of();
    }
    failed = false;
    long start = System.nanoTime();
    List<Optional<VisitScores>> scores = scoring.score(trial.recommender(), covered);
    if (System.nanoTime() - start > LONGEST.toNanos()) {
      failed = true;
      metrics.failed();
    }
    if (failed) {
      trial.failed();
    } else {
      trial.succeeded();
    }
    return scores;
  }

  private static boolean covers(CandidateOnTrial trial, PatientHistory history) {
    return trial.terms().cover(history.current().getPatientKey());
  }
}
