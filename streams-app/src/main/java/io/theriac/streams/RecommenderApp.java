package io.theriac.streams;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.theriac.model.ModelIdentity;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.artifact.store.ArtifactStores;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.streams.config.UserError;
import io.theriac.streams.deadletter.DeadLetters;
import io.theriac.streams.http.HealthServer;
import io.theriac.streams.http.Readiness;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.serving.CandidateOnTrial;
import io.theriac.streams.serving.ModelHolder;
import io.theriac.streams.serving.ModelUpdater;
import io.theriac.streams.serving.ReleaseWatcher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running application: topology, model releases, health and metrics.
 *
 * <pre>{@code
 * try (RecommenderApp app = RecommenderApp.start(AppConfig.of(Map.of(...)))) {
 *   app.awaitRunning(Duration.ofSeconds(30));
 *   ...
 * }
 * }</pre>
 */
public final class RecommenderApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecommenderApp.class);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AppMetrics metrics = new AppMetrics(meters);
  private final ModelHolder models = new ModelHolder();
  private final Clock clock = Clock.systemUTC();
  private final RestartPolicy restartPolicy = new RestartPolicy(metrics, clock);
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private ModelUpdater updater;
  private KafkaStreams streams;
  private HealthServer server;

  private RecommenderApp() {}

  /**
   * Checks broker, topics and registry, and starts; returns before the state is restored.
   *
   * @throws UserError if something is not as it must be, in one sentence with the remedy
   */
  public static RecommenderApp start(AppConfig config) {
    RecommenderApp app = new RecommenderApp();
    try {
      app.assemble(config);
      return app;
    } catch (ConfigException e) {
      app.close();
      throw new UserError("The configuration cannot be used: %s".formatted(e.getMessage()), e);
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
  }

  private void assemble(AppConfig config) {
    Map<String, String> registryProperties = config.registryProperties();
    RegistryClient registry = new RegistryClient(RegistryConfig.from(registryProperties));
    Preflight.check(config, registry);
    TopicSerdes serdes = TopicSerdes.with(registry, registryProperties);
    Knowledge knowledge = Knowledge.read(config);
    closeables.push(models);
    metrics.readiness(() -> readiness().isReady());
    startServer(config);
    startStreams(config, serdes, knowledge);
    startReleases(config, serdes, knowledge);
  }

  private void startServer(AppConfig config) {
    server =
        HealthServer.start(
            config.get(AppConfig.HTTP_HOST),
            config.get(AppConfig.HTTP_PORT),
            this::isLive,
            this::readiness,
            meters::scrape);
    closeables.push(server);
    LOG.info("Health and metrics on http://{}:{}", config.get(AppConfig.HTTP_HOST), server.port());
  }

  private void startStreams(AppConfig config, TopicSerdes serdes, Knowledge knowledge) {
    DeadLetters deadLetters =
        new DeadLetters(
            config.topics(),
            serdes.of(config.topics().deadLetters()).serializer(),
            clock,
            config.get(AppConfig.DEAD_LETTER_MAX_BYTES),
            metrics);
    Collaborators collaborators =
        Wiring.collaborators(
            config, serdes, knowledge.screen(config), models, metrics, clock, clock);
    streams =
        Processing.of(
            RecommenderTopology.build(collaborators),
            StreamsProperties.of(config, deadLetters),
            config.get(AppConfig.STATE_DIR));
    streams.setUncaughtExceptionHandler(restartPolicy);
    streams.setStateListener(this::onState);
    KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(meters);
    closeables.push(streamsMetrics);
    closeables.push(() -> streams.close(CLOSE));
    closeables.push(restartPolicy::stop);
    streams.start();
  }

  private void startReleases(AppConfig config, TopicSerdes serdes, Knowledge knowledge) {
    ArtifactStore artifacts = ArtifactStores.reading(config.artifactStores());
    closeables.push(artifacts);
    updater =
        new ModelUpdater(
            config.get(AppConfig.MODEL_NAME),
            artifacts,
            knowledge.loader(config.get(AppConfig.MODEL_DEVICE)),
            config.get(AppConfig.BATCH_MAX_VISITS),
            !config.get(AppConfig.REPLAY),
            models,
            metrics,
            clock);
    ReleaseWatcher watcher =
        new ReleaseWatcher(
            Wiring.releaseConsumer(config),
            serdes.of(config.topics().modelReleases()).deserializer(),
            config.topics().modelReleases(),
            updater);
    closeables.push(watcher);
    watcher.start();
  }

  private void onState(KafkaStreams.State now, KafkaStreams.State before) {
    LOG.info("Processing is {}", Processing.describe(now));
    if (now == KafkaStreams.State.RUNNING) {
      running.countDown();
    }
    if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
      ended.countDown();
    }
  }

  /**
   * Waits until partitions are assigned and the state is restored.
   *
   * @throws UserError if that takes longer, saying what stands in the way
   */
  public void awaitRunning(Duration timeout) {
    try {
      if (running.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UserError(
        "The application did not run after %d s: %s"
            .formatted(timeout.toSeconds(), readiness().describe().strip()));
  }

  /** Waits until processing has ended: empty if it was closed, else why it could not go on. */
  public Optional<String> awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return restartPolicy.fatal().map(reason -> "The application stopped: " + reason);
  }

  /** The port of health and metrics. */
  public int httpPort() {
    return server.port();
  }

  /** What the application counts, in Prometheus' text format. */
  public String metrics() {
    return meters.scrape();
  }

  /** The registry of all meters. */
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  /** Which model serves. */
  public Optional<ModelIdentity> model() {
    return models.identity();
  }

  /** Whether it works, and what an operator should know. */
  public Readiness readiness() {
    List<String> obstacles = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    restartPolicy.fatal().ifPresent(obstacles::add);
    if (streams == null) {
      obstacles.add("processing is not started.");
    } else if (streams.state() != KafkaStreams.State.RUNNING) {
      obstacles.add("processing is " + Processing.describe(streams.state()));
    }
    restartPolicy.trouble().ifPresent(reason -> remarks.add("a thread was replaced: " + reason));
    if (models.identity().isEmpty()) {
      remarks.add("no model serves yet: closed visits wait, interaction alerts flow.");
    }
    models.trial().map(CandidateOnTrial::describe).ifPresent(remarks::add);
    if (updater != null) {
      remarks.addAll(updater.troubles());
    }
    return new Readiness(obstacles, remarks);
  }

  private boolean isLive() {
    return streams == null || !streams.state().hasCompletedShutdown();
  }

  /** Ends cleanly: commits, leaves the group, closes the model. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    while (!closeables.isEmpty()) {
      try {
        closeables.pop().close();
      } catch (Exception e) {
        LOG.warn("Something did not close: {}", e.toString());
      }
    }
    meters.close();
    ended.countDown();
  }
}
