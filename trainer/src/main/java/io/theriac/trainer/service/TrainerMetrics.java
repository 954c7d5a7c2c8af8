package io.theriac.trainer.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What the trainer counts. Names and tags are public API; none holds patient data. */
final class TrainerMetrics {

  /** How a training ended. */
  enum Outcome {
    ACTIVE,
    CANDIDATE,
    REJECTED,
    /** There was nothing to learn from. */
    UNTRAINABLE,
    /** Something went wrong; it is tried again. */
    FAILED,
    /** Another trainer took over, or this one was told to stop. */
    STOPPED
  }

  private final MeterRegistry registry;
  private final Timer duration;
  private final AtomicLong leading = new AtomicLong();
  private final AtomicLong visits = new AtomicLong();
  private final AtomicLong newVisits = new AtomicLong();
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong epoch = new AtomicLong();
  private final AtomicReference<Double> jaccard = new AtomicReference<>(Double.NaN);
  private final AtomicReference<Double> loss = new AtomicReference<>(Double.NaN);
  private final AtomicLong finished = new AtomicLong();

  TrainerMetrics(MeterRegistry registry) {
    this.registry = registry;
    gauge("leading", "1 for the trainer that leads", leading);
    gauge("dataset.visits", "Closed visits in the dataset", visits);
    gauge("dataset.new.visits", "Closed visits more than the last training read", newVisits);
    gauge("records.unreadable", "Records that were no closed visits, since the start", unreadable);
    gauge("training.running", "1 while a model is trained", running);
    gauge("training.epoch", "Epochs done of the training that runs or ran last", epoch);
    gauge("last.training.finished.timestamp.seconds", "When the last training ended", finished);
    Gauge.builder("theriac.trainer.training.validation.jaccard", jaccard, AtomicReference::get)
        .description("Validation Jaccard after the newest epoch")
        .register(registry);
    Gauge.builder("theriac.trainer.training.loss", loss, AtomicReference::get)
        .description("Loss of the newest epoch")
        .register(registry);
    duration =
        Timer.builder("theriac.trainer.training")
            .description("Trainings, from reading the dataset to the release")
            .register(registry);
    for (Outcome outcome : Outcome.values()) {
      counter(outcome);
    }
  }

  void leading(boolean now) {
    leading.set(now ? 1 : 0);
  }

  void dataset(long size, long more, long unreadableRecords) {
    visits.set(size);
    newVisits.set(more);
    unreadable.set(unreadableRecords);
  }

  void started() {
    running.set(1);
    epoch.set(0);
  }

  void epoch(int number, double epochLoss, double validationJaccard) {
    epoch.set(number);
    loss.set(epochLoss);
    jaccard.set(validationJaccard);
  }

  void ended(Outcome outcome, Duration took, Instant at) {
    running.set(0);
    finished.set(at.getEpochSecond());
    duration.record(took);
    counter(outcome).increment();
  }

  private Counter counter(Outcome outcome) {
    return Counter.builder("theriac.trainer.trainings")
        .description("Trainings by how they ended")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private void gauge(String name, String description, AtomicLong value) {
    Gauge.builder("theriac.trainer." + name, value, AtomicLong::get)
        .description(description)
        .register(registry);
  }
}
