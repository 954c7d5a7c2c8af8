package io.theriac.local.chaos;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.Consumed;
import io.theriac.local.demo.ExpectedVisits;
import io.theriac.local.demo.SmallModel;
import io.theriac.local.topic.OutputReader;
import io.theriac.schemas.avro.ModelRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * An application under a steady load of sample events, whose outputs are compared in full at the
 * end. What happens to the application in between is the caller's affair.
 */
public final class CheckedRun implements AutoCloseable {

  private static final String PENDING = "theriac_pending_visits";
  private static final int MODEL_EVENTS = 20_000;
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STANDSTILL = Duration.ofSeconds(90);

  private final Application application;
  private final Load load;
  private final Outputs outputs = new Outputs();
  private final OutputReader reader;
  private CompletableFuture<Void> published = CompletableFuture.completedFuture(null);

  /**
   * @param application whose topics exist
   * @param seed of the events
   */
  public CheckedRun(Application application, long seed) {
    this.application = application;
    load = new Load(application.clients(), application.topics(), seed);
    reader = new OutputReader(application.clients(), application.topics(), outputs);
  }

  /** Trains a small model and waits until the instance serves it, so that recommendations flow. */
  public void serveModel(Instance instance) {
    ExpectedVisits visits = new ExpectedVisits();
    List<OutboundEvent> events = SampleWard.sample(application.topics());
    events.subList(0, Math.min(MODEL_EVENTS, events.size())).forEach(visits::add);
    ModelRelease release =
        SmallModel.train(visits.closed().values(), application.directory().resolve("models"))
            .release(application.clients(), application.topics());
    Waiting.until(
        "the application serves the model",
        START,
        () -> instance.process().serves(release.getVersion()));
  }

  /** Begins to publish about so many events, in the background. */
  public void start(long events, double eventsPerSecond) {
    published = load.start(new SampleWard(application.topics(), events), eventsPerSecond);
  }

  /** Lets the load end before all is published. */
  public void stopLoad() {
    load.stop();
  }

  /** Waits until everything is published, and then until it is processed. */
  public List<Fault> faultsAtTheEnd(Instance instance) {
    return faultsAtTheEnd(instance, () -> {});
  }

  /**
   * Waits until everything is published, read and written, or until nothing moves any more.
   *
   * <p>Time passes only after all is read: a topic that is read late, as after a change of leaders,
   * brings facts to visits that the event clock has made final already, and their corrections wait
   * for their delay, which only later events end soon.
   *
   * @param instance one that runs
   * @param meanwhile called again and again
   * @return what is wrong with the outputs; empty if nothing is
   * @throws ChaosException if the application stands still before it has read everything
   */
  List<Fault> faultsAtTheEnd(Instance instance, Runnable meanwhile) {
    published.join();
    try (Consumed consumed =
        new Consumed(application.clients(), application.id(), application.topics())) {
      BooleanSupplier processed =
          () -> consumed.lag() == 0 && instance.process().metric(PENDING).orElse(1) == 0;
      if (!awaitOutputs(processed, () -> true, meanwhile)) {
        throw new ChaosException(
            "The application stood still %d s with %d records unread: see its log."
                .formatted(STANDSTILL.toSeconds(), consumed.lag()));
      }
      load.letTimePass();
      OutputCheck check = load.check();
      awaitOutputs(processed, () -> check.faults(outputs).isEmpty(), meanwhile);
      return check.faults(outputs);
    }
  }

  /**
   * Reads what comes out until all is processed and complete, or until nothing comes any more.
   *
   * @return whether all is processed and complete
   */
  private boolean awaitOutputs(
      BooleanSupplier processed, BooleanSupplier complete, Runnable meanwhile) {
    Instant lastChange = Instant.now();
    long size = outputs.size();
    while (Duration.between(lastChange, Instant.now()).compareTo(STANDSTILL) <= 0) {
      meanwhile.run();
      boolean allProcessed = processed.getAsBoolean();
      reader.refresh();
      if (allProcessed && complete.getAsBoolean()) {
        return true;
      }
      if (outputs.size() != size) {
        size = outputs.size();
        lastChange = Instant.now();
      }
      Waiting.pause(500);
    }
    return false;
  }

  /** What came out. */
  public Outputs outputs() {
    return outputs;
  }

  Load load() {
    return load;
  }

  @Override
  public void close() {
    load.stop();
    reader.close();
  }
}
