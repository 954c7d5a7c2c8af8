package io.theriac.streams.backtest;

import io.theriac.model.Recommender;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.streams.AppConfig;
import io.theriac.streams.Knowledge;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.backtest.output.OutputRecords;
import io.theriac.streams.backtest.output.Spool;
import io.theriac.streams.backtest.replay.TopologyReplay;
import io.theriac.streams.backtest.score.HighPriority;
import io.theriac.streams.backtest.score.Medications;
import io.theriac.streams.backtest.score.ScoreBook;
import io.theriac.streams.backtest.score.VisitScore;
import io.theriac.streams.serving.ModelHolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Runs the topology: once to the beginning of the range, then over it with each model. */
final class Runner {

  private final BacktestOptions options;
  private final AppConfig config;
  private final TopicSerdes serdes;
  private final Knowledge knowledge;
  private final InputPlan plan;
  private final WorkDirectory work;
  private final BacktestListener listener;
  private final Topics topics;

  Runner(
      BacktestOptions options,
      AppConfig config,
      TopicSerdes serdes,
      Knowledge knowledge,
      InputPlan plan,
      WorkDirectory work,
      BacktestListener listener) {
    this.options = options;
    this.config = config;
    this.serdes = serdes;
    this.knowledge = knowledge;
    this.plan = plan;
    this.work = work;
    this.listener = listener;
    this.topics = config.topics();
  }

  /**
   * Makes the state at the beginning of the range, unless it is there already: the rows, and the
   * visits that had become final.
   *
   * @param state where it is kept
   * @param key of what it depends on
   */
  void makeState(Path state, String key) {
    if (WorkDirectory.positions(state, key).filter(plan::holds).isPresent()) {
      listener.note("The state at the beginning of the range is taken from %s.".formatted(state));
      return;
    }
    WorkDirectory.delete(state);
    WorkDirectory.make(state);
    LongAdder done = new LongAdder();
    listener.begins("before the range", plan.eventsBefore(), done::sum);
    try (ModelHolder nobody = new ModelHolder();
        Spool visits =
            Spool.create(
                state.resolve("visits"),
                plan.partitions(),
                (topic, published) -> topic.equals(topics.visits().name()));
        TopologyReplay replay = replay(nobody, Map.of(), work.emptyRows(), visits, done)) {
      replay.toBeginning();
      replay.snapshot(state.resolve("rows"));
      visits.close();
      WorkDirectory.stateIsWhole(state, key, replay.positions());
    } finally {
      listener.ended();
    }
  }

  /** Runs the range with a model, unless that was done. */
  ModelRun run(
      Recommender model,
      Medications medications,
      HighPriority highPriority,
      Path state,
      String key) {
    String version = model.identity().version();
    if (work.ended(version).isEmpty()) {
      runNow(model, medications, highPriority, state, key);
    } else {
      listener.note(
          "Version %s was run before: its output is taken from there.".formatted(version));
    }
    WorkDirectory.Ended ended = work.ended(version).orElseThrow();
    Read read = new Read(work.run(version));
    return new ModelRun(
        model.identity(),
        model.threshold(),
        model.split(),
        work.scores(version),
        read.alerts,
        read.recommendations,
        read.deadLetters,
        read.visits,
        ended.counts(),
        ended.positions());
  }

  private void runNow(
      Recommender model,
      Medications medications,
      HighPriority highPriority,
      Path state,
      String key) {
    String version = model.identity().version();
    Path run = work.run(version);
    WorkDirectory.delete(run);
    Path rows = work.emptyRows();
    WorkDirectory.copy(state.resolve("rows"), rows);
    LongAdder done = new LongAdder();
    ScoreBook book = new ScoreBook(model, medications, highPriority);
    listener.begins(version, plan.eventsWithin(), done::sum);
    try (ModelHolder models = new ModelHolder();
        Spool spool = Spool.create(run, plan.partitions(), (topic, published) -> published);
        TopologyReplay replay =
            replay(models, WorkDirectory.positions(state, key).orElseThrow(), rows, spool, done)) {
      models.swap(book);
      replay.toEnd();
      spool.close();
      List<VisitScore> scores =
          book.standing(new Read(run).visitNumbers).stream()
              .filter(score -> score.dischargedAt() >= options.from().toEpochMilli())
              .toList();
      work.ended(version, scores, new WorkDirectory.Ended(replay.counts(), replay.positions()));
    } finally {
      listener.ended();
      work.emptyRows();
    }
  }

  private TopologyReplay replay(
      ModelHolder models,
      Map<String, Map<Integer, Long>> positions,
      Path rows,
      Spool spool,
      LongAdder done) {
    return new TopologyReplay(
        new TopologyReplay.Setup(
            config,
            serdes,
            knowledge.screen(config),
            models,
            options.from(),
            options.to(),
            plan.firstMerge(),
            options.threads()),
        plan.byPartition(positions),
        () -> InputPlanner.consumer(config),
        rows,
        spool,
        done);
  }

  /** What a run wrote, read again. */
  private final class Read {
    private final List<DdiAlert> alerts = new ArrayList<>();
    private final Map<String, Long> recommendations = new TreeMap<>();
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final Map<String, Integer> visitNumbers = new HashMap<>();
    private long visits;

    Read(Path run) {
      OutputRecords records = new OutputRecords(run, plan.partitions());
      records.each(topics.ddiAlerts(), alerts::add);
      records.each(topics.recommendations(), this::recommendation);
      records.each(
          topics.deadLetters(),
          (DeadLetter l) -> deadLetters.merge(l.getReasonClass().name(), 1L, Long::sum));
      records.each(topics.visits(), visit -> visits++);
    }

    private void recommendation(Recommendation made) {
      recommendations.merge(made.getStatus().name(), 1L, Long::sum);
      String key = VisitScore.key(made.getPatientKey(), made.getVisitId());
      if (made.getStatus() == RecommendationStatus.RETRACTED) {
        visitNumbers.remove(key);
      } else {
        visitNumbers.put(key, made.getVisitNumber());
      }
    }
  }
}
