package io.theriac.local.demo;

import io.theriac.ingest.EventStream;
import io.theriac.ingest.ImportReport;
import io.theriac.local.cli.Provisioning;
import io.theriac.local.demo.DemoSummary.Orders;
import io.theriac.local.demo.DemoSummary.Throughput;
import io.theriac.local.stack.LocalStack;
import io.theriac.local.stack.Ports;
import io.theriac.local.stack.StackOptions;
import io.theriac.local.ui.ImportBars;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.TopicSettings;
import io.theriac.schemas.avro.ModelRelease;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The whole way on real parts: history in, a model trained and released, the rest scored by the
 * running application, and a summary of what stands on the topics.
 */
public final class Demo {

  private static final String APPLICATION_ID = "theriac-demo";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final DemoOptions options;
  private final PrintWriter out;
  private final Topics topics = Topics.standard();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  public Demo(DemoOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs it from a clean directory and writes {@code summary.json} there. The patients are read
   * first: what is wrong with them costs nothing of the run before.
   *
   * @throws DemoException if a part does not get further with its work, or another run has the
   *     directory
   */
  public DemoSummary run() throws IOException {
    DemoCohort cohort = DemoCohort.of(options);
    try (DemoDirectory directory = DemoDirectory.take(options.directory())) {
      say("Reading " + cohort.name());
      try (EventStream events = read(cohort)) {
        Orders orders = orders(events.report());
        out.println("  orders of medications: " + orders.describe());
        directory.empty();
        return run(cohort, events, orders);
      }
    }
  }

  private static EventStream read(DemoCohort cohort) {
    try (ImportBars bars = new ImportBars()) {
      return cohort.events(bars);
    }
  }

  private static Orders orders(ImportReport report) {
    return new Orders(report.orders(), report.ordersOfUnknownMedication());
  }

  private DemoSummary run(DemoCohort cohort, EventStream events, Orders orders) throws IOException {
    say("Starting a Kafka broker and a schema registry");
    Instant start = Instant.now();
    try (LocalStack stack =
        LocalStack.start(StackOptions.isolated(options.directory().resolve("stack")))) {
      Map<String, String> clients =
          Map.of(
              "bootstrap.servers",
              stack.bootstrapServers(),
              "schema.registry.url",
              stack.registryUrl());
      Provisioning.createTopics(clients, topics, TopicSettings.singleBroker());
      took("stack", start);
      return stream(clients, cohort, events, orders, start);
    }
  }

  private DemoSummary stream(
      Map<String, String> clients,
      DemoCohort cohort,
      EventStream events,
      Orders orders,
      Instant start)
      throws IOException {
    say("Starting the application: interaction alerts flow, recommendations wait for a model");
    int httpPort = Ports.free();
    try (AppProcess app =
            AppProcess.start(
                settings(clients, cohort, httpPort), options.directory().resolve("app"), httpPort);
        Consumed consumed = new Consumed(clients, APPLICATION_ID, topics);
        OutputTally outputs = new OutputTally(clients, topics)) {
      app.awaitReady(START_LIMIT);
      ExpectedVisits expected = new ExpectedVisits();
      Flow flow = new Flow(clients, app, consumed, expected);
      Throughput history = history(cohort, flow, events);
      DemoTraining training = train(clients, cohort);
      training.released().ifPresent(release -> takeOver(flow, release, outputs));
      Instant servingSince = Instant.now();
      Throughput live = live(flow, events, training, outputs);
      took("total", start);
      DemoSummary summary =
          new Summarizer(cohort.name(), flow.published(), orders, expected, outputs, training)
              .summary(history, live, servingSince, seconds);
      new SummaryFile(options.directory()).write(summary);
      new SummaryText(summary, out).print();
      if (options.keep()) {
        keepRunning(clients, httpPort, expected);
      }
      return summary;
    }
  }

  private Throughput history(DemoCohort cohort, Flow flow, EventStream events) {
    Instant start = Instant.now();
    long history = Math.round(events.total() * options.historyShare());
    say("Streaming the first %,d events of %s as history".formatted(history, cohort.name()));
    flow.publish(events.take(history), history);
    flow.awaitProcessed();
    return Throughput.of(history, took("history", start));
  }

  private DemoTraining train(Map<String, String> clients, DemoCohort cohort) {
    say("Training GraphDiffMed on the visits that have closed");
    Instant start = Instant.now();
    DemoTraining training =
        DemoTraining.run(
            clients,
            topics,
            cohort.terminology(),
            options.directory().resolve("models"),
            options.seed(),
            out);
    took("training", start);
    return training;
  }

  private void takeOver(Flow flow, ModelRelease release, OutputTally outputs) {
    Instant start = Instant.now();
    say("The running application takes over version " + release.getVersion());
    flow.awaitModel(release);
    flow.awaitRecommendations(outputs);
    took("takeover", start);
  }

  private Throughput live(
      Flow flow, EventStream events, DemoTraining training, OutputTally outputs) {
    long rest = events.total() - events.delivered();
    say("Streaming the other %,d events live, and three records nobody can read".formatted(rest));
    Instant start = Instant.now();
    flow.publish(events, rest);
    flow.publishBroken(topics);
    flow.awaitProcessed();
    if (training.released().isPresent()) {
      flow.awaitRecommendations(outputs);
    }
    double live = took("live", start);
    outputs.refresh();
    return Throughput.of(rest, live);
  }

  private Map<String, String> settings(
      Map<String, String> clients, DemoCohort cohort, int httpPort) {
    Map<String, String> settings = new LinkedHashMap<>(clients);
    settings.put("application.id", APPLICATION_ID);
    settings.put("state.dir", options.directory().resolve("state").toString());
    settings.put("http.port", Integer.toString(httpPort));
    // Patients of a data set may live in the future, and the demo lets time pass.
    settings.put("clock.max.lead.hours", "0");
    settings.put(
        "codes.files",
        cohort.codeMapFiles(options.directory()).stream()
            .map(Path::toString)
            .collect(Collectors.joining(",")));
    return settings;
  }

  private void keepRunning(Map<String, String> clients, int httpPort, ExpectedVisits visits) {
    String addresses =
        "--bootstrap-servers %s --registry-url %s"
            .formatted(clients.get("bootstrap.servers"), clients.get("schema.registry.url"));
    out.printf("%nEverything is still running, until Ctrl-C. In another terminal:%n");
    out.printf("  ./theriac tail alerts --follow %s%n", addresses);
    out.printf("  ./theriac models list %s%n", addresses);
    out.printf("  ./theriac backtest %s %s%n", lastYears(visits), addresses);
    out.printf("  curl http://127.0.0.1:%d/metrics%n", httpPort);
    out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException enough) {
      // Whoever embeds the demo ends the waiting so; the parts are stopped as always.
    }
  }

  /** The range of the last three years in which visits ended. */
  private static String lastYears(ExpectedVisits visits) {
    int last =
        visits.closed().values().stream()
            .mapToInt(visit -> visit.getDischargedAt().atOffset(ZoneOffset.UTC).getYear())
            .max()
            .orElseThrow();
    return "--from %d-01-01 --to %d-01-01".formatted(last - 2, last + 1);
  }

  private void say(String step) {
    out.println("==> " + step);
    out.flush();
  }

  private double took(String step, Instant start) {
    double elapsed = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    seconds.put(step, elapsed);
    return elapsed;
  }
}
