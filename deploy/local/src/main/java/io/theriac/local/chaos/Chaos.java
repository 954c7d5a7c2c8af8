package io.theriac.local.chaos;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.Consumed;
import io.theriac.local.demo.Directories;
import io.theriac.local.demo.ExpectedVisits;
import io.theriac.local.demo.SmallModel;
import io.theriac.local.demo.SummaryFile;
import io.theriac.local.stack.LocalStack;
import io.theriac.local.stack.StackOptions;
import io.theriac.local.topic.OutputReader;
import io.theriac.schemas.avro.ModelRelease;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Breaks a running system again and again under a steady load, and compares what came out with what
 * must have come out.
 */
public final class Chaos {

  private static final String APPLICATION_ID = "chaos";
  private static final String PENDING = "theriac_pending_visits";
  private static final int MODEL_EVENTS = 20_000;
  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final Duration STANDSTILL = Duration.ofMinutes(1);

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
          new Application(clients, APPLICATION_ID, options.directory()).provisioned();
      ChaosSummary summary = run(stack, application);
      new SummaryFile(options.directory()).write(summary);
      new ChaosText(summary, out).print();
      return summary;
    }
  }

  private ChaosSummary run(LocalStack stack, Application application) {
    Map<String, String> clients = application.clients();
    SampleWard ward = new SampleWard(application.topics(), options.events());
    Load load = new Load(clients, application.topics(), options.seed());
    Outputs outputs = new Outputs();
    try (OutputGaps gaps = new OutputGaps(clients, application.topics());
        KilledSystem system =
            new KilledSystem(
                stack,
                application.instance("first"),
                application.instance("second"),
                gaps,
                options.seed());
        OutputReader reader = new OutputReader(clients, application.topics(), outputs)) {
      say("Training a small model and starting the application");
      system.first().start();
      serve(application, system.first());
      say("Streaming %,d events, %.0f a second".formatted(ward.size(), options.eventsPerSecond()));
      gaps.start();
      CompletableFuture<Void> published = load.start(ward, options.eventsPerSecond());
      killUntil(Instant.now().plus(options.length()), system, gaps);
      published.join();
      List<Fault> faults = settle(application, system, load, outputs, reader);
      system.close();
      say("Measuring what state costs");
      StateCost cost =
          new StateCostMeter(clients, options.directory().resolve("open"))
              .measure(application, system.first().state(), load.events());
      return new Results(options, kills, load, outputs, faults, gaps, system.unplannedStops(), cost)
          .summary();
    }
  }

  /** Has a model served, so that recommendations flow. */
  private void serve(Application application, Instance instance) {
    ExpectedVisits visits = new ExpectedVisits();
    List<OutboundEvent> events = SampleWard.sample(application.topics());
    events.subList(0, Math.min(MODEL_EVENTS, events.size())).forEach(visits::add);
    ModelRelease release =
        SmallModel.train(visits.closed().values(), options.directory().resolve("models"))
            .release(application.clients(), application.topics());
    Waiting.until(
        "the application serves the model",
        RECOVERY,
        () -> instance.process().serves(release.getVersion()));
  }

  private void killUntil(Instant end, KilledSystem system, OutputGaps gaps) {
    KillPlan plan = new KillPlan(options.seed());
    system.pause(2, 4);
    while (Instant.now().isBefore(end)) {
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
  }

  /** Waits until all is processed and written, or until nothing moves; then says what is wrong. */
  private List<Fault> settle(
      Application application,
      KilledSystem system,
      Load load,
      Outputs outputs,
      OutputReader reader) {
    say("Waiting until everything is processed, and comparing");
    try (Consumed consumed =
        new Consumed(application.clients(), application.id(), application.topics())) {
      Instant lastChange = Instant.now();
      long size = -1;
      while (true) {
        system.supervise();
        boolean done =
            consumed.lag() == 0 && system.first().process().metric(PENDING).orElse(1) == 0;
        reader.refresh();
        List<Fault> faults = done ? load.check().faults(outputs) : List.of();
        if (outputs.size() != size) {
          size = outputs.size();
          lastChange = Instant.now();
        }
        boolean still = Duration.between(lastChange, Instant.now()).compareTo(STANDSTILL) > 0;
        if ((done && faults.isEmpty()) || still) {
          return load.check().faults(outputs);
        }
        Waiting.pause(500);
      }
    }
  }

  private void say(String step) {
    out.println("==> " + step);
    out.flush();
  }
}
