package io.theriac.trainer.service;

import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.trainer.ReleaseJob;
import io.theriac.trainer.ReleaseLog;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerListener;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.UntrainableException;
import io.theriac.trainer.gate.AcceptanceGate;
import io.theriac.trainer.loop.CheckpointException;
import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.service.TrainerMetrics.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trainings one after the other on a thread of their own, each to its release. */
final class RunningTraining implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningTraining.class);
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final TrainerOptions options;
  private final Path checkpoints;
  private final ReleaseJob job;
  private final VisitDataset dataset;
  private final TrainerMetrics metrics;
  private final BooleanSupplier mayGoOn;
  private final Clock clock;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "theriac-training"));
  private Future<?> training;
  private volatile TrainingSchedule.Last last = TrainingSchedule.Last.NEVER;
  private volatile String trouble;
  private volatile Instant notBefore = Instant.EPOCH;

  /** Ends a training in its midst. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param mayGoOn asked at each step of a training
   */
  RunningTraining(
      TrainerService.Settings settings,
      Trainer trainer,
      AcceptanceGate gate,
      ArtifactStore artifacts,
      ReleaseLog log,
      VisitDataset dataset,
      TrainerMetrics metrics,
      BooleanSupplier mayGoOn,
      Clock clock) {
    this.options = settings.options();
    this.checkpoints = settings.checkpoints();
    this.dataset = dataset;
    this.job = ReleaseJob.alone(trainer, gate, artifacts, log, settings.work());
    this.metrics = metrics;
    this.mayGoOn = mayGoOn;
    this.clock = clock;
  }

  /**
   * Begins to train; none may be running.
   *
   * @param visits those of the training that the dataset keeps
   * @param interrupted whether to go on where it was interrupted
   */
  void begin(List<ClosedVisit> visits, boolean interrupted) {
    training = executor.submit(() -> train(visits, interrupted));
  }

  /** Whether one runs, or one failed a moment ago. */
  boolean isBusy() {
    return (training != null && !training.isDone()) || clock.instant().isBefore(notBefore);
  }

  /** The last one that ended, also without a release; never, if none did. */
  TrainingSchedule.Last last() {
    return last;
  }

  /** Why the last one failed, if it did. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Returns when the one that runs has stopped. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void train(List<ClosedVisit> visits, boolean interrupted) {
    Instant start = clock.instant();
    metrics.started();
    Outcome outcome = outcome(visits, interrupted);
    if (outcome != Outcome.STOPPED && (interrupted || outcome != Outcome.FAILED)) {
      forget();
    }
    Instant end = clock.instant();
    metrics.ended(outcome, Duration.between(start, end), end);
  }

  private Outcome outcome(List<ClosedVisit> visits, boolean interrupted) {
    try {
      ReleaseJob.Result result = result(visits, interrupted);
      trouble = null;
      last = new TrainingSchedule.Last(clock.instant(), visits.size());
      return Outcome.valueOf(result.release().getStatus().name());
    } catch (StoppedException e) {
      LOG.info("The training was stopped; it goes on when this trainer leads again.");
      return Outcome.STOPPED;
    } catch (UntrainableException e) {
      LOG.warn("Nothing was trained: {}", e.getMessage());
      trouble = null;
      last = new TrainingSchedule.Last(clock.instant(), visits.size());
      return Outcome.UNTRAINABLE;
    } catch (RuntimeException | Error e) {
      LOG.error("The training failed and is tried again.", e);
      trouble = "The last training failed and is tried again: " + e.getMessage();
      notBefore = clock.instant().plus(RETRY);
      return Outcome.FAILED;
    }
  }

  private ReleaseJob.Result result(List<ClosedVisit> visits, boolean interrupted) {
    if (interrupted) {
      try {
        return job.run(visits, kept(true), new Steps());
      } catch (CheckpointException e) {
        LOG.info("The training cannot go on and begins again: {}", e.getMessage());
      }
    }
    return job.run(visits, kept(false), new Steps());
  }

  private TrainerOptions kept(boolean goOn) {
    return options.withBeginning(options.beginning().withCheckpoints(checkpoints, goOn));
  }

  /** It has come to an end, or fails again and again: the next one begins afresh. */
  private void forget() {
    dataset.endTraining();
    try {
      Trainer.discardCheckpoints(kept(false));
    } catch (CheckpointException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /** Follows a training, and stops it. */
  private final class Steps implements TrainerListener {

    @Override
    public void stepDone(int epoch, int step, int steps) {
      if (!mayGoOn.getAsBoolean()) {
        throw new StoppedException();
      }
    }

    @Override
    public void noted(String sentence) {
      LOG.info("{}", sentence);
    }

    @Override
    public void epochDone(EpochReport report) {
      metrics.epoch(report.epoch(), report.loss(), report.validationJaccard());
      LOG.info(
          "Epoch {}: loss {}, validation Jaccard {}.",
          report.epoch(),
          report.loss(),
          report.validationJaccard());
    }
  }
}
