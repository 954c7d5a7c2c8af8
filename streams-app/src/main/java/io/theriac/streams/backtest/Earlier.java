package io.theriac.streams.backtest;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.streams.backtest.output.OutputRecords;
import io.theriac.streams.backtest.score.Medications;
import io.theriac.streams.backtest.score.ScoreBook;
import io.theriac.streams.backtest.score.VisitScore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was known before the range: simple baselines learn from it. */
final class Earlier {

  private Earlier() {}

  /**
   * The visits that were final before the range and can be learnt from.
   *
   * @return what each gave, as ascending indices
   */
  static List<int[]> visits(Path spool, int partitions, Topics topics, Medications medications) {
    Map<String, int[]> byVisit = new LinkedHashMap<>();
    new OutputRecords(spool, partitions)
        .each(
            topics.visits(),
            (ClosedVisit visit) -> {
              Medications.Given given = medications.given(visit);
              if (ScoreBook.isUsable(visit, given)) {
                byVisit.put(
                    VisitScore.key(visit.getPatientKey(), visit.getVisitId()), given.known());
              }
            });
    return List.copyOf(byVisit.values());
  }
}
