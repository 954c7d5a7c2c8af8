package io.theriac.streams.backtest;

import io.theriac.model.Recommender;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.artifact.store.ArtifactStores;
import io.theriac.model.artifact.store.StoreSettings;
import io.theriac.model.terminology.Fingerprint;
import io.theriac.schemas.SchemaFingerprint;
import io.theriac.schemas.Topic;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.streams.AppConfig;
import io.theriac.streams.Knowledge;
import io.theriac.streams.Preflight;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.backtest.html.HtmlReport;
import io.theriac.streams.backtest.output.AvroFile;
import io.theriac.streams.backtest.output.OutputPublisher;
import io.theriac.streams.backtest.output.OutputTopics;
import io.theriac.streams.backtest.report.BacktestReport;
import io.theriac.streams.backtest.report.ReportBuilder;
import io.theriac.streams.backtest.score.HighPriority;
import io.theriac.streams.backtest.score.Medications;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model would have done: the application's own topology over a bounded range of the input
 * topics, for one or several models, with a report.
 *
 * <p>The same range and models give the same files to the byte, with any number of threads. Nothing
 * is written to live topics, no consumer group is joined, nothing is registered.
 */
public final class Backtest {

  /** Closed visits wait for others so long in event time to be scored with. */
  private static final int BATCH_WAIT_MS = 60_000;

  private final BacktestOptions options;
  private final AppConfig config;
  private final BacktestListener listener;

  /**
   * @param properties of the application, as it runs live; what makes it a replay is set here
   */
  public Backtest(
      BacktestOptions options, Map<String, String> properties, BacktestListener listener) {
    this.options = options;
    this.config = config(options, properties);
    this.listener = listener;
  }

  private static AppConfig config(BacktestOptions options, Map<String, String> live) {
    Map<String, String> properties = new HashMap<>(live);
    properties.put(AppConfig.APPLICATION_ID.key(), "backtest-" + options.name());
    properties.put(AppConfig.REPLAY.key(), "true");
    properties.put(AppConfig.BATCH_MAX_WAIT_MS.key(), Integer.toString(BATCH_WAIT_MS));
    return AppConfig.of(properties);
  }

  /**
   * Runs it, or goes on where it broke off.
   *
   * @return what the report says
   * @throws io.theriac.streams.config.UserError if it cannot be run as asked
   */
  public BacktestReport run() {
    RegistryClient registry = new RegistryClient(RegistryConfig.from(config.registryProperties()));
    Preflight.check(config, registry);
    TopicSerdes serdes = TopicSerdes.with(registry, config.registryProperties());
    Knowledge knowledge = Knowledge.read(config);
    try (WorkDirectory work = WorkDirectory.in(options.out());
        ArtifactStore store =
            ArtifactStores.reading(StoreSettings.caching(options.out().resolve("work/artifacts")));
        ModelShelf shelf =
            new ModelShelf(
                () -> Releases.read(config, serdes),
                store,
                knowledge.loader(config.get(AppConfig.MODEL_DEVICE)))) {
      List<Recommender> models = shelf.load(options.models());
      List<OutputTopics> outputs = models.stream().map(m -> topicsOf(m, models.size())).toList();
      Medications medications = Medications.of(models, knowledge.terminology());
      HighPriority highPriority =
          new HighPriority(knowledge.interactions(), knowledge.terminology());
      String stateKey = stateKey(knowledge);
      InputPlan plan = plan(work, serdes, key(stateKey, models));
      Runner runner = new Runner(options, config, serdes, knowledge, plan, work, listener);
      Path state =
          options
              .snapshots()
              .map(directory -> directory.resolve(stateKey.substring(0, 16)))
              .orElse(work.state());
      runner.makeState(state, stateKey);
      List<ModelRun> runs = new ArrayList<>();
      for (int i = 0; i < models.size(); i++) {
        Recommender model = models.get(i);
        runs.add(runner.run(model, medications, highPriority, state, stateKey));
        write(model, models.size(), outputs.get(i), work, plan, registry);
      }
      BacktestReport report =
          ReportBuilder.build(
              new BacktestResult(
                  options,
                  config,
                  knowledge,
                  medications,
                  highPriority,
                  plan,
                  runs,
                  Earlier.visits(
                      state.resolve("visits"), plan.partitions(), config.topics(), medications),
                  outputs.stream().flatMap(o -> o.all().stream()).map(Topic::name).toList()));
      write(report);
      work.clear();
      return report;
    }
  }

  private OutputTopics topicsOf(Recommender model, int models) {
    String run = config.topics().prefix() + OutputTopics.MARK + options.name() + ".";
    String ofModel = models == 1 ? run : run + model.identity().version() + ".";
    return OutputTopics.under(ofModel, config.topics());
  }

  private InputPlan plan(WorkDirectory work, TopicSerdes serdes, String key) {
    return work.plan(key)
        .map(
            plan -> {
              listener.note("An earlier run broke off: it goes on where it stood.");
              return plan;
            })
        .orElseGet(
            () -> {
              InputPlan plan = new InputPlanner(config, serdes).plan(options.from(), options.to());
              work.begin(key, plan);
              return plan;
            });
  }

  private String stateKey(Knowledge knowledge) {
    Fingerprint key = new Fingerprint();
    key.add(config.topics().admissions().name());
    key.add(options.from().toString()).add(options.to().toString());
    BacktestOptions.DECISIVE.forEach(
        setting -> key.add(setting.key()).add(config.get(setting).toString()));
    key.add(knowledge.terminology().fingerprint());
    key.add(knowledge.interactions().fingerprint());
    key.add(SchemaFingerprint.current());
    return key.hex();
  }

  private static String key(String stateKey, List<Recommender> models) {
    Fingerprint key = new Fingerprint().add(stateKey);
    for (Recommender model : models) {
      key.add(model.identity().version());
      key.add(model.identity().fingerprints().getModel());
      key.add(model.identity().fingerprints().getVocabulary());
    }
    return key.hex();
  }

  private void write(
      Recommender model,
      int models,
      OutputTopics outputs,
      WorkDirectory work,
      InputPlan plan,
      RegistryClient registry) {
    String version = model.identity().version();
    Path directory = models == 1 ? options.out() : options.out().resolve(version);
    WorkDirectory.make(directory);
    Path run = work.run(version);
    AvroFile.write(
        directory.resolve("recommendations.avro"),
        config.topics().recommendations(),
        run,
        plan.partitions());
    AvroFile.write(
        directory.resolve("alerts.avro"), config.topics().ddiAlerts(), run, plan.partitions());
    if (options.topics()) {
      new OutputPublisher(config.kafkaProperties(), registry)
          .publish(outputs, run, plan.partitions());
    }
  }

  private void write(BacktestReport report) {
    Json.write(options.out().resolve("report.json"), report);
    Json.writeText(options.out().resolve("report.html"), HtmlReport.of(report));
  }
}
