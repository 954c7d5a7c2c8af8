package io.theriac.trainer.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.trainer.ReleaseLog;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.gate.AcceptanceGate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trainer that goes on: reads closed visits as they come, keeps them on disk, and trains, judges
 * and releases when it is time, one training at a time.
 *
 * <p>Of several for one model, one leads and the others wait. The one that takes over fences the
 * one before at the broker, so that a trainer that only believes to lead can release nothing. A
 * training that was interrupted goes on after its last whole epoch once the same trainer leads
 * again, unless another has trained meanwhile or one of its visits was deleted; what it had not
 * released yet is nowhere to be seen.
 */
public final class TrainerService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Settings settings;
  private final Trainer trainer;
  private final AcceptanceGate gate;
  private final ArtifactStore artifacts;
  private final TrainerMetrics metrics;
  private final Clock clock = Clock.systemUTC();
  private final VisitDataset dataset;
  private final Lead lead;
  private final Thread thread = new Thread(this::run, "theriac-trainer");
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile String trouble;
  private volatile String remark = "it has not begun yet.";
  private boolean closed;

  /**
   * What it works on.
   *
   * @param clientProperties where broker and registry are and how to connect
   * @param data directory on this machine for the dataset, for drafts of models and for trainings
   *     that go on after a crash; one trainer each
   */
  public record Settings(
      Topics topics,
      Map<String, String> clientProperties,
      Path data,
      TrainerOptions options,
      TrainingSchedule schedule) {

    /** What trainers of one model have in common: consumer group and transactional id. */
    String group() {
      return topics.modelReleases().name() + "-trainer-" + options.modelName();
    }

    Path work() {
      return data.resolve("work");
    }

    Path checkpoints() {
      return data.resolve("checkpoints");
    }
  }

  private TrainerService(
      Settings settings,
      Trainer trainer,
      AcceptanceGate gate,
      ArtifactStore artifacts,
      MeterRegistry registry) {
    this.settings = settings;
    this.trainer = trainer;
    this.gate = gate;
    this.artifacts = artifacts;
    metrics = new TrainerMetrics(registry);
    dataset = VisitDataset.open(settings.data().resolve("dataset"));
    lead =
        new Lead(settings.topics().visits().name(), settings.group(), settings.clientProperties());
  }

  /**
   * Starts it.
   *
   * @param artifacts where models are kept; the caller closes it after the service
   * @throws IllegalStateException if the dataset cannot be opened
   */
  public static TrainerService start(
      Settings settings,
      Trainer trainer,
      AcceptanceGate gate,
      ArtifactStore artifacts,
      MeterRegistry registry) {
    TrainerService service = new TrainerService(settings, trainer, gate, artifacts, registry);
    service.lead.start();
    service.thread.start();
    return service;
  }

  /** Whether it works at all. */
  public boolean isLive() {
    return thread.isAlive();
  }

  /** What stands in its way, a sentence each. */
  public List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    Optional.ofNullable(trouble).ifPresent(obstacles::add);
    lead.trouble().ifPresent(obstacles::add);
    return obstacles;
  }

  /** What it does. */
  public List<String> remarks() {
    return List.of(lead.isHeld() ? remark : "another trainer leads; this one waits.");
  }

  /** Waits until it was closed. */
  public void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops at the next step of a training that runs, and lets another trainer take over. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stop.countDown();
    awaitEnd();
    lead.close();
    dataset.close();
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private boolean mayGoOn() {
    return lead.isHeld() && !isStopped();
  }

  private void run() {
    while (!isStopped()) {
      if (!lead.isHeld()) {
        metrics.leading(false);
        await(POLL);
        continue;
      }
      metrics.leading(true);
      try {
        work();
      } catch (RuntimeException e) {
        trouble = "The trainer cannot work now and tries again: " + e.getMessage();
        LOG.error("The trainer cannot work now and tries again.", e);
        await(RETRY);
      }
    }
    metrics.leading(false);
  }

  private void work() {
    Topics topics = settings.topics();
    Map<String, String> clients = settings.clientProperties();
    try (ReleaseLog log = ReleaseLog.takeOver(topics.modelReleases(), clients, settings.group());
        VisitFeed feed = new VisitFeed(topics.visits(), clients, dataset, clock);
        RunningTraining trainings =
            new RunningTraining(
                settings, trainer, gate, artifacts, log, dataset, metrics, this::mayGoOn, clock)) {
      TrainingSchedule.Last last = last(log);
      remark = "it reads closed visits.";
      while (mayGoOn()) {
        feed.poll(POLL);
        last = last.orLater(trainings.last());
        metrics.dataset(
            dataset.size(), Math.max(0, dataset.size() - last.visits()), feed.unreadable());
        trouble = trainings.trouble().orElse(null);
        if (!feed.isCaughtUp() || trainings.isBusy()) {
          continue;
        }
        remark = "it waits until it is time to train; %,d visits.".formatted(dataset.size());
        if (isDue(last)) {
          last = last(log).orLater(last);
          if (isDue(last)) {
            begin(trainings, feed, last);
          }
        }
      }
    }
  }

  private void begin(RunningTraining trainings, VisitFeed feed, TrainingSchedule.Last last) {
    boolean interrupted = dataset.trainingSince().filter(at -> at.isAfter(last.at())).isPresent();
    if (!interrupted) {
      // Whole seconds, as releases tell when they were trained.
      dataset.beginTraining(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }
    dataset.purge();
    List<ClosedVisit> visits = feed.visitsOfTraining();
    remark = "it trains on %,d visits.".formatted(visits.size());
    LOG.info("A training on {} visits {}.", visits.size(), interrupted ? "goes on" : "begins");
    trainings.begin(visits, interrupted);
  }

  private boolean isDue(TrainingSchedule.Last last) {
    Instant now = clock.instant();
    return settings.schedule().isDue(last, now, dataset.size());
  }

  private TrainingSchedule.Last last(ReleaseLog log) {
    return TrainingSchedule.Last.of(log.book(settings.options().modelName()));
  }

  private void await(Duration time) {
    try {
      if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Told to stop.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }
}
