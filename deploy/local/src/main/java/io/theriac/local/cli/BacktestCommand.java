package io.theriac.local.cli;

import io.theriac.local.backtest.BacktestText;
import io.theriac.model.terminology.Fingerprint;
import io.theriac.streams.backtest.Backtest;
import io.theriac.streams.backtest.BacktestOptions;
import io.theriac.streams.backtest.CohortFilter;
import io.theriac.streams.backtest.report.BacktestReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the application's topology over a range of the past. */
@Command(
    name = "backtest",
    description = {
      "Run the application's own topology over the past, and report.",
      "What would a model have done? report.html, report.json and the output as Avro files say it for",
      "one or several models. The same range and models give the same files to the byte. Live topics",
      "are only read. A run that broke off goes on where it stood when it is started again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac backtest --from 2024-03-01 --to 2024-04-01 --out march",
      "  ./theriac backtest --from 2024-03-01 --to 2024-04-01 --model V1 --model V2 --out march",
      "  ./theriac backtest --from 2024-03-01 --to 2024-04-01 --cohort age=65-120,class=INPATIENT"
    })
final class BacktestCommand implements Callable<Integer> {

  private static final int NAME_LENGTH = 12;

  @Spec private CommandSpec spec;
  @Mixin private AppSettings settings;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Event time from which on visits are scored and alerts published.")
  private Instant from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Event time of the end, exclusive.")
  private Instant to;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        "A released version, or the directory of an artifact; may be repeated.",
        "Default: the active version."
      })
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--cohort",
      paramLabel = "FILTER",
      defaultValue = "",
      description = {
        "Report on these visits only: age=65-120, sex=FEMALE, class=INPATIENT, visit=2-9, several",
        "with commas between."
      })
  private String cohort;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where report and output go. Default: target/backtest/NAME.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Part of the output topics' names. Default: made of range and models.")
  private String name;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads (default: one a processor). The output does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--snapshots",
      paramLabel = "DIR",
      description = {
        "Keep the state at the beginning of the range there, and take it from there if a backtest",
        "of the same range left it. Default: replay what came before."
      })
  private Path snapshots;

  @Option(
      names = "--no-topics",
      description = "Write files only, not the output topics backtest.NAME.*")
  private boolean withoutTopics;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the bootstrap (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    String named = name == null ? name() : name;
    Path directory = out == null ? CliHome.root().resolve("target/backtest").resolve(named) : out;
    BacktestOptions options =
        WrongOptionException.ifRefused(
            () ->
                new BacktestOptions(
                    from,
                    to,
                    models,
                    directory,
                    named,
                    threads,
                    !withoutTopics,
                    Optional.ofNullable(snapshots),
                    CohortFilter.parse(cohort),
                    seed));
    Map<String, String> properties = settings.properties();
    PrintWriter err = spec.commandLine().getErr();
    BacktestReport report;
    try (BacktestText progress = new BacktestText(err)) {
      report = new Backtest(options, properties, progress).run();
    }
    BacktestText.print(spec.commandLine().getOut(), report, directory);
    return 0;
  }

  private String name() {
    Fingerprint name = new Fingerprint().add(from.toString()).add(to.toString());
    models.forEach(name::add);
    return name.hex().substring(0, NAME_LENGTH);
  }
}
