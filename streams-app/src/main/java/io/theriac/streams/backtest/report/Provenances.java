package io.theriac.streams.backtest.report;

import io.theriac.schemas.SchemaFingerprint;
import io.theriac.streams.AppConfig;
import io.theriac.streams.backtest.BacktestOptions;
import io.theriac.streams.backtest.BacktestResult;
import io.theriac.streams.backtest.ModelRun;
import io.theriac.streams.backtest.report.BacktestReport.Counts;
import io.theriac.streams.backtest.report.BacktestReport.Offsets;
import io.theriac.streams.backtest.report.BacktestReport.Provenance;
import io.theriac.streams.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the figures of a report come from, and what went in and out. */
final class Provenances {

  private Provenances() {}

  /** The command that gives the same report: without what does not change it. */
  static String command(BacktestResult result) {
    BacktestOptions options = result.options();
    StringBuilder command = new StringBuilder("./theriac backtest");
    command.append(" --from ").append(options.from()).append(" --to ").append(options.to());
    for (int i = 0; i < result.runs().size(); i++) {
      String asked =
          options.models().isEmpty()
              ? result.runs().get(i).model().version()
              : options.models().get(i);
      command.append(" --model ").append(quoted(asked));
    }
    if (!options.cohort().toString().isEmpty()) {
      command.append(" --cohort ").append(quoted(options.cohort().toString()));
    }
    command.append(" --name ").append(options.name()).append(" --seed ").append(options.seed());
    String prefix = result.config().topics().prefix();
    if (!prefix.isEmpty()) {
      command.append(" --topic-prefix ").append(quoted(prefix));
    }
    AppConfig defaults = AppConfig.of(Map.of());
    for (Setting<?> setting : BacktestOptions.DECISIVE) {
      if (!result.config().get(setting).equals(defaults.get(setting))) {
        command
            .append(" --set ")
            .append(setting.key())
            .append('=')
            .append(result.config().get(setting));
      }
    }
    return command.toString();
  }

  private static String quoted(String word) {
    return word.matches("[a-zA-Z0-9._/=,:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static Provenance of(BacktestResult result) {
    Map<String, String> settings = new TreeMap<>();
    BacktestOptions.DECISIVE.forEach(
        setting -> settings.put(setting.key(), result.config().get(setting).toString()));
    ModelRun first = result.runs().get(0);
    Map<String, Map<Integer, Offsets>> offsets = new LinkedHashMap<>();
    for (String topic : result.plan().topics()) {
      Map<Integer, Offsets> ofTopic = new TreeMap<>();
      result
          .plan()
          .ranges()
          .get(topic)
          .forEach(
              (partition, range) ->
                  ofTopic.put(
                      partition,
                      new Offsets(range.from(), first.positions().get(topic).get(partition))));
      offsets.put(topic, ofTopic);
    }
    return new Provenance(
        result.knowledge().terminology().fingerprint(),
        result.knowledge().interactions().fingerprint(),
        SchemaFingerprint.current(),
        settings,
        offsets,
        result.options().topics() ? result.outputTopics() : List.of());
  }

  /** Folding does not depend on the model: what went in is counted in the first run. */
  static Counts counts(BacktestResult result) {
    Map<String, Long> counted = result.runs().get(0).counts();
    Map<String, Long> in = new LinkedHashMap<>();
    for (String topic : result.plan().topics()) {
      in.put(topic, counted.getOrDefault("theriac.records.in|" + topic, 0L));
    }
    Map<String, Long> became = new LinkedHashMap<>();
    became.put("applied", counted.getOrDefault("theriac.records.applied", 0L));
    became.put("delivered again", counted.getOrDefault("theriac.duplicates|event", 0L));
    became.put("said before", counted.getOrDefault("theriac.duplicates|fact", 0L));
    became.put("superseded", counted.getOrDefault("theriac.records.superseded", 0L));
    became.put(
        "dead letters",
        counted.entrySet().stream()
            .filter(each -> each.getKey().startsWith("theriac.dead.letters|"))
            .mapToLong(Map.Entry::getValue)
            .sum());
    Map<String, Map<String, Long>> out = new LinkedHashMap<>();
    for (ModelRun run : result.runs()) {
      Map<String, Long> ofRun = new LinkedHashMap<>();
      run.recommendations().forEach((status, n) -> ofRun.put("recommendations " + status, n));
      ofRun.put("alerts, all states", (long) run.alerts().size());
      ofRun.put("closed visits", run.visits());
      run.deadLetters().forEach((reason, n) -> ofRun.put("dead letters " + reason, n));
      out.put(run.model().version(), ofRun);
    }
    return new Counts(in, became, out);
  }
}
