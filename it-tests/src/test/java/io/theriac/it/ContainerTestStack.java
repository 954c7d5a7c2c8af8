package io.theriac.it;

import static org.awaitility.Awaitility.await;

import io.theriac.local.stack.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Apache Kafka's and Apicurio's published images, in the versions that the build uses. */
final class ContainerTestStack implements TestStack {
  private static final int BROKER_PORT = 9092;
  private static final int REGISTRY_PORT = 8080;
  private static final String API = "/apis/ccompat/v7";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final KafkaContainer broker = broker();
  private final GenericContainer<?> registry = registry();
  private final HttpClient http = HttpClient.newHttpClient();

  ContainerTestStack() {
    Startables.deepStart(broker, registry).join();
  }

  @Override
  public String bootstrapServers() {
    return broker.getBootstrapServers();
  }

  @Override
  public String registryUrl() {
    return "http://%s:%d%s"
        .formatted(registry.getHost(), registry.getMappedPort(REGISTRY_PORT), API);
  }

  @Override
  public void killBroker() {
    kill(broker);
  }

  @Override
  public void restartBroker() {
    start(broker);
    await().atMost(LIMIT).ignoreExceptions().until(this::brokerAnswers);
  }

  @Override
  public void killRegistry() {
    kill(registry);
  }

  @Override
  public void restartRegistry() {
    start(registry);
    await().atMost(LIMIT).ignoreExceptions().until(this::registryAnswers);
  }

  @Override
  public void close() {
    registry.stop();
    broker.stop();
  }

  private boolean brokerAnswers() throws Exception {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000);
    try (Admin admin = Admin.create(config)) {
      return !admin.describeCluster().nodes().get().isEmpty();
    }
  }

  private boolean registryAnswers() throws Exception {
    HttpRequest subjects = HttpRequest.newBuilder(URI.create(registryUrl() + "/subjects")).build();
    return http.send(subjects, BodyHandlers.discarding()).statusCode() == 200;
  }

  private static KafkaContainer broker() {
    KafkaContainer container =
        new KafkaContainer(
            DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion()));
    container
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "8")
        .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "8")
        .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "4000")
        .withEnv("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "1000")
        .withStartupTimeout(LIMIT);
    keepPort(container, BROKER_PORT);
    return container;
  }

  private static GenericContainer<?> registry() {
    String version = System.getProperty("theriac.apicurio.version");
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse("apicurio/apicurio-registry").withTag(version))
            .withEnv("APICURIO_DATASOURCE_URL", "jdbc:h2:file:/tmp/registry/schemas")
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp(API + "/subjects").forPort(REGISTRY_PORT))
            .withStartupTimeout(LIMIT);
    keepPort(container, REGISTRY_PORT);
    return container;
  }

  /**
   * A container that is started again would get another host port, unless it has one of its own.
   */
  private static void keepPort(GenericContainer<?> container, int port) {
    container.setPortBindings(List.of("127.0.0.1:%d:%d".formatted(Ports.free(), port)));
  }

  private static void kill(GenericContainer<?> container) {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  private static void start(GenericContainer<?> container) {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }
}
