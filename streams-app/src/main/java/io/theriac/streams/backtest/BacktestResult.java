package io.theriac.streams.backtest;

import io.theriac.streams.AppConfig;
import io.theriac.streams.Knowledge;
import io.theriac.streams.backtest.score.HighPriority;
import io.theriac.streams.backtest.score.Medications;
import java.util.List;

/**
 * All that a report is made of.
 *
 * @param earlier what visits before the range gave, for the baselines
 * @param outputTopics names of the topics of the runs, in order of the models
 */
public record BacktestResult(
    BacktestOptions options,
    AppConfig config,
    Knowledge knowledge,
    Medications medications,
    HighPriority highPriority,
    InputPlan plan,
    List<ModelRun> runs,
    List<int[]> earlier,
    List<String> outputTopics) {}
