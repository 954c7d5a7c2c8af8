package io.theriac.it;

import io.theriac.local.cli.Provisioning;
import io.theriac.local.demo.AppProcess;
import io.theriac.local.demo.Consumed;
import io.theriac.local.demo.ExpectedVisits;
import io.theriac.local.demo.Flow;
import io.theriac.local.demo.OutputTally;
import io.theriac.local.demo.Sample;
import io.theriac.local.stack.Ports;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.TopicSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The application as a process on the shared stack, on topics of its own. */
final class RunningApp implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final String name;
  private final Path directory;
  private final Topics topics;
  private final Consumed consumed;
  private final OutputTally outputs;
  private final int httpPort = Ports.free();
  private final ExpectedVisits expected = new ExpectedVisits();
  private final Map<String, String> extraSettings;
  private final Map<String, String> environment;
  private AppProcess process;

  /**
   * Creates the topics and starts the application.
   *
   * @param name of the test: prefix of topics and application id
   */
  RunningApp(String name, Path directory) {
    this(name, directory, Map.of(), Map.of());
  }

  /**
   * Creates the topics and starts the application.
   *
   * @param name of the test: prefix of topics and application id
   * @param extraSettings of the application
   * @param environment variables of its process
   */
  RunningApp(
      String name,
      Path directory,
      Map<String, String> extraSettings,
      Map<String, String> environment) {
    this.name = name;
    this.extraSettings = extraSettings;
    this.environment = environment;
    this.directory = directory;
    this.topics = Topics.withPrefix(name + ".");
    Map<String, String> clients = SharedStack.clients();
    Provisioning.createTopics(clients, topics, TopicSettings.singleBroker());
    consumed = new Consumed(clients, name, topics);
    outputs = new OutputTally(clients, topics);
    start();
  }

  /** Starts it again with the state it left behind. */
  void start() {
    process = AppProcess.start(settings(), environment, directory.resolve("app"), httpPort);
    process.awaitReady(START_LIMIT);
  }

  /** Ends it as a crash would. */
  void kill() {
    process.kill();
  }

  AppProcess process() {
    return process;
  }

  Flow flow() {
    return new Flow(SharedStack.clients(), process, consumed, expected);
  }

  OutputTally outputs() {
    return outputs.refresh();
  }

  Topics topics() {
    return topics;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(SharedStack.clients());
    settings.put("application.id", name);
    settings.put("topic.prefix", name + ".");
    settings.put("state.dir", directory.resolve("state").toString());
    settings.put("http.port", Integer.toString(httpPort));
    settings.put("codes.files", Sample.writeCodeMap(directory).toString());
    settings.putAll(extraSettings);
    return settings;
  }

  @Override
  public void close() {
    process.close();
    outputs.close();
    consumed.close();
  }
}
