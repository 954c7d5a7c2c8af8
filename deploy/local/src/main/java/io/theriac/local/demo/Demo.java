package io.theriac.local.demo;

import io.theriac.ingest.EventStream;
import io.theriac.local.cli.Provisioning;
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
   * Runs it from a clean directory and writes {@code summary.json} there.
   *
   * @throws DemoException if a part does not get further with its work
   */
  public DemoSummary run() throws IOException {
    Directories.empty(options.directory());
    DemoCohort cohort = DemoCohort.of(options);
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
      DemoSummary summary = stream(clients, cohort, start);
      new SummaryFile(options.directory()).write(summary);
      new SummaryText(summary, out).print();
      return summary;
    }
  }

  private DemoSummary stream(Map<String, String> clients, DemoCohort cohort, Instant start) {
    say("Starting the application: interaction alerts flow, recommendations wait for a model");
    int httpPort = Ports.free();
    try (AppProcess app =
            AppProcess.start(
                settings(clients, cohort, httpPort), options.directory().resolve("app"), httpPort);
        Consumed consumed = new Consumed(clients, APPLICATION_ID, topics);
        OutputTally outputs = new OutputTally(clients, topics);
        EventStream events = read(cohort)) {
      app.awaitReady(START_LIMIT);
      ExpectedVisits expected = new ExpectedVisits();
      Flow flow = new Flow(clients, app, consumed, expected);
      Training training = history(clients, cohort, flow, events);
      training.released().ifPresent(release -> takeOver(flow, release, outputs));
      Instant servingSince = Instant.now();
      Throughput live = live(flow, events, training, outputs);
      took("total", start);
      DemoSummary summary =
          new Summarizer(cohort.name(), flow.published(), expected, outputs, training)
              .summary(live, servingSince, seconds);
      if (options.keep()) {
        keepRunning(clients, httpPort);
      }
      return summary;
    }
  }

  private static EventStream read(DemoCohort cohort) {
    try (ImportBars bars = new ImportBars()) {
      return cohort.events(bars);
    }
  }

  private Training history(
      Map<String, String> clients, DemoCohort cohort, Flow flow, EventStream events) {
    Instant historyStart = Instant.now();
    long history = Math.round(events.total() * options.historyShare());
    say("Streaming the first %,d events of %s as history".formatted(history, cohort.name()));
    flow.publish(events.take(history), history);
    flow.awaitProcessed();
    took("history", historyStart);

    say("Training GraphDiffMed on the visits that have closed");
    Instant trainingStart = Instant.now();
    Training training =
        Training.run(
            clients,
            topics,
            cohort.terminology(),
            options.directory().resolve("models"),
            options.seed(),
            out);
    took("training", trainingStart);
    return training;
  }

  private void takeOver(Flow flow, ModelRelease release, OutputTally outputs) {
    Instant start = Instant.now();
    say("The running application takes over version " + release.getVersion());
    flow.awaitModel(release);
    flow.awaitRecommendations(outputs);
    took("takeover", start);
  }

  private Throughput live(Flow flow, EventStream events, Training training, OutputTally outputs) {
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
    return new Throughput(rest / live, rest, live);
  }

  private Map<String, String> settings(
      Map<String, String> clients, DemoCohort cohort, int httpPort) {
    Map<String, String> settings = new LinkedHashMap<>(clients);
    settings.put("application.id", APPLICATION_ID);
    settings.put("state.dir", options.directory().resolve("state").toString());
    settings.put("http.port", Integer.toString(httpPort));
    settings.put(
        "codes.files",
        cohort.codeMaps().stream().map(Path::toString).collect(Collectors.joining(",")));
    return settings;
  }

  private void keepRunning(Map<String, String> clients, int httpPort) {
    out.printf(
        "%nEverything is still running, until Ctrl-C. In another terminal:%n"
            + "  ./theriac tail alerts --follow --bootstrap-servers %s --registry-url %s%n"
            + "  curl http://127.0.0.1:%d/metrics%n",
        clients.get("bootstrap.servers"), clients.get("schema.registry.url"), httpPort);
    out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
