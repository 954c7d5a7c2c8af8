package io.theriac.local.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.streams.config.UserError;
import io.theriac.streams.http.HealthServer;
import io.theriac.streams.http.Readiness;
import io.theriac.trainer.Beginning;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.gate.AcceptanceGate;
import io.theriac.trainer.service.TrainerService;
import io.theriac.trainer.service.TrainingSchedule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the trainer as a service in this process. */
@Command(
    name = "trainer",
    description = {
      "Keep a model fresh until Ctrl-C.",
      "Read closed visits as they come, train when it is time, judge, release. Of several trainers one",
      "works and the others wait to take over. docs/model-operations.md says how it goes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac trainer",
      "  ./theriac trainer --every 7d --after-visits 5000 --hold",
      "  ./theriac trainer --models s3://models/theriac --data /var/lib/theriac/trainer"
    })
final class TrainerCommand implements Callable<Integer> {

  private static final Duration USUAL = Duration.ofDays(1);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private CodeMaps codeMaps;
  @Mixin private CohortRulesOption cohort;
  @Mixin private NetworkOption network;
  @Mixin private MoleculesOption molecules;
  @Mixin private ModelName model;
  @Mixin private ModelStore models;
  @Mixin private GateOptions gate;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = SpanConverter.class,
      description = {
        "Train so long after the last training: 90m, 36h, 7d (default: 1d, unless --after-visits is",
        "given)."
      })
  private Duration every;

  @Option(
      names = "--after-visits",
      paramLabel = "N",
      description = "Train once there are so many closed visits more than the last training read.")
  private Integer afterVisits;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Where this trainer keeps closed visits and drafts: patient data, one directory a trainer",
        "(default: .theriac/trainer)."
      })
  private Path data;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the first weights and the order (default: ${DEFAULT-VALUE}).")
  private int seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Epochs at the most (default: by the number of patients).")
  private Integer epochs;

  @Option(
      names = "--warm-start",
      description = {
        "Begin each training with the weights of the active model, unless it split its patients",
        "otherwise or knows none of the medications."
      })
  private boolean warmStart;

  @Option(
      names = "--http-host",
      defaultValue = "127.0.0.1",
      description = "Where /live, /ready and /metrics answer (default: ${DEFAULT-VALUE}).")
  private String httpHost;

  @Option(
      names = "--http-port",
      defaultValue = "8091",
      description = "Their port; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Override
  public Integer call() {
    TrainingSchedule schedule =
        WrongOptionException.ifRefused(
            () ->
                new TrainingSchedule(
                    Optional.ofNullable(every == null && afterVisits == null ? USUAL : every),
                    afterVisits == null ? OptionalInt.empty() : OptionalInt.of(afterVisits)));
    Map<String, String> clients = connection.clientProperties();
    TrainerService.Settings settings =
        new TrainerService.Settings(
            connection.topics(),
            clients,
            data == null ? CliHome.data().resolve("trainer") : data,
            options(),
            schedule);
    Terminology terminology = codeMaps.terminology();
    DdiKnowledge interactions = DdiKnowledge.bundled();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (ArtifactStore artifacts = models.open();
        TrainerService service =
            TrainerService.start(
                settings,
                new Trainer(terminology, interactions),
                new AcceptanceGate(gate.rules(), terminology, interactions),
                artifacts,
                registry);
        HealthServer http = listen(service, registry)) {
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "theriac-shutdown"));
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "The trainer of %s works. Health and metrics are on http://%s:%d. Ctrl-C ends it.%n",
          model.name(), httpHost, http.port());
      service.awaitEnd();
    }
    return 0;
  }

  private TrainerOptions options() {
    TrainerOptions options = WrongOptionException.ifRefused(this::asked);
    return molecules.read().map(options::withMolecules).orElse(options);
  }

  private TrainerOptions asked() {
    TrainerOptions options =
        (network.published() ? TrainerOptions.published(seed) : TrainerOptions.seeded(seed))
            .withBeginning(warmStart ? Beginning.FRESH.withActive() : Beginning.FRESH)
            .withModelName(model.name())
            .withSplit(cohort.split())
            .withRules(cohort.rules());
    return epochs == null ? options : options.withEpochs(epochs);
  }

  private HealthServer listen(TrainerService service, PrometheusMeterRegistry registry) {
    try {
      return HealthServer.start(
          httpHost,
          httpPort,
          service::isLive,
          () -> new Readiness(service.obstacles(), service.remarks()),
          registry::scrape);
    } catch (UserError e) {
      throw new IllegalStateException(
          "Port %d of %s cannot be used: give another --http-port or --http-host."
              .formatted(httpPort, httpHost),
          e);
    }
  }
}
