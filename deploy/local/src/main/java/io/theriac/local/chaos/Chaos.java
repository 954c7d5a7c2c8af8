package io.theriac.local.chaos;

import io.theriac.local.demo.Directories;
import io.theriac.local.demo.SummaryFile;
import io.theriac.local.stack.LocalStack;
import io.theriac.local.stack.StackOptions;
import io.theriac.schemas.admin.TopicSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Breaks a running system again and again under a steady load, and compares what came out with what
 * must have come out.
 */
public final class Chaos {

  private static final String APPLICATION_ID = "chaos";
  private static final Map<String, String> STANDBY = Map.of("standby.replicas", "1");

  /** As the instance that stays is set up: it takes up its partitions again at once. */
  private static final Map<String, String> KEPT_MEMBERSHIP =
      Map.of("standby.replicas", "1", "instance.id", "first");

  private final ChaosOptions options;
  private final PrintWriter out;
  private final Map<Kill, Integer> kills = new EnumMap<>(Kill.class);

  public Chaos(ChaosOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs it from a clean directory and writes {@code summary.json} there.
   *
   * @throws ChaosException if the system does not come back after a kill
   */
  public ChaosSummary run() throws IOException {
    Directories.empty(options.directory());
    say("Starting a Kafka broker and a schema registry");
    try (LocalStack stack =
        LocalStack.start(StackOptions.isolated(options.directory().resolve("stack")))) {
      Map<String, String> clients =
          Map.of(
              "bootstrap.servers", stack.bootstrapServers(),
              "schema.registry.url", stack.registryUrl());
      Application application =
          new Application(clients, APPLICATION_ID, options.directory())
              .provisioned(TopicSettings.singleBroker());
      ChaosSummary summary = run(stack, application);
      new SummaryFile(options.directory()).write(summary);
      new ChaosText(summary, out).print();
      return summary;
    }
  }

  private ChaosSummary run(LocalStack stack, Application application) {
    try (CheckedRun run = new CheckedRun(application, options.seed());
        OutputGaps gaps = new OutputGaps(application.clients(), application.topics());
        KilledSystem system =
            new KilledSystem(
                stack,
                application.instance("first", KEPT_MEMBERSHIP),
                application.instance("second", STANDBY),
                gaps,
                options.seed())) {
      say("Starting the application and training a small model");
      system.first().start();
      run.serveModel(system.first());
      say(
          "Streaming %.0f events a second for %d s"
              .formatted(options.eventsPerSecond(), options.length().toSeconds()));
      gaps.start();
      run.start(options.mostEvents(), options.eventsPerSecond());
      killUntil(Instant.now().plus(options.length()), system, gaps);
      run.stopLoad();
      say("Waiting until everything is processed, and comparing");
      List<Fault> faults = run.faultsAtTheEnd(system.first(), system::supervise);
      system.close();
      say("Measuring what state costs");
      return new Results(
              options,
              kills,
              run,
              faults,
              gaps,
              system.unplannedStops(),
              cost(application, system.first().state(), run.load().events()))
          .summary();
    }
  }

  private StateCost cost(Application application, Path state, long events) {
    return new StateCostMeter(application.clients(), options.directory().resolve("open"))
        .measure(application, state, events);
  }

  /** Kills until the time has come and each kind has been killed once. */
  private void killUntil(Instant end, KilledSystem system, OutputGaps gaps) {
    KillPlan plan = new KillPlan(options.kinds(), options.seed());
    gaps.requireOutput("the load has begun");
    while (Instant.now().isBefore(end) || kills.size() < options.kinds().size()) {
      Kill kill = plan.next();
      say("Killing " + kill.victim());
      gaps.killed(kill);
      system.kill(kill);
      system.supervise();
      gaps.requireOutput("a kill of " + kill.victim());
      kills.merge(kill, 1, Integer::sum);
      system.pause(2, 8);
      system.supervise();
    }
    gaps.stop();
  }

  private void say(String step) {
    out.println("==> " + step);
    out.flush();
  }
}
