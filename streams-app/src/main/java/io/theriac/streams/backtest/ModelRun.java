package io.theriac.streams.backtest;

import io.theriac.model.ModelIdentity;
import io.theriac.model.cohort.Split;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.streams.backtest.score.VisitScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one model's run over the range.
 *
 * @param threshold the probability from which it selects
 * @param split of the patients in its training
 * @param scores the last word on each visit that stands, by discharge
 * @param alerts all state changes, in canonical order
 * @param recommendations how many records, by status
 * @param deadLetters how many, by reason
 * @param visits how many closed visits were published
 * @param counts the application's own counters, by name
 * @param positions by topic and partition the offset after the last record taken
 */
public record ModelRun(
    ModelIdentity model,
    double threshold,
    Optional<Split> split,
    List<VisitScore> scores,
    List<DdiAlert> alerts,
    Map<String, Long> recommendations,
    Map<String, Long> deadLetters,
    long visits,
    Map<String, Long> counts,
    Map<String, Map<Integer, Long>> positions) {}
