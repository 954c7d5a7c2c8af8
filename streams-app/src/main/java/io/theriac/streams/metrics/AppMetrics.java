package io.theriac.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.theriac.model.ModelIdentity;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.PatientMoveKind;
import io.theriac.state.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * What the application counts. Names and tags are public API; none holds patient data. Counts are
 * of work done: work that is repeated after a failure is counted again.
 */
public final class AppMetrics {

  private static final Set<String> SYSTEMS =
      Set.of(
          "ICD-9-CM",
          "ICD-10-CM",
          "ICD-9-PCS",
          "ICD-10-PCS",
          "SNOMED-CT",
          "RXNORM",
          "NDC",
          "ATC",
          "LOINC",
          "MIMIC-LAB");

  private static final String DUPLICATES = "theriac.duplicates";
  private static final String MOVES_IN = "theriac.patient.moves.in";
  private static final Tags REDELIVERED = Tags.of("of", "event");
  private static final Tags REPEATED = Tags.of("of", "fact");

  private final MeterRegistry registry;
  private final Map<String, Counter> byName = new ConcurrentHashMap<>();
  private final Map<String, Integer> pendingByTask = new ConcurrentHashMap<>();
  private final Timer closeToRecommendation;
  private final Timer scoring;
  private final MultiGauge modelInfo;
  private final TrialMetrics trials;
  private final ModelWatch watch;

  public AppMetrics(MeterRegistry registry) {
    this.registry = registry;
    trials = new TrialMetrics(registry);
    watch = new ModelWatch(registry);
    closeToRecommendation =
        Timer.builder("theriac.close.to.recommendation")
            .description(
                "From the processing of the record that closed a visit to its recommendation")
            .publishPercentiles(0.5, 0.9, 0.99)
            .register(registry);
    scoring =
        Timer.builder("theriac.scoring")
            .description("One micro-batch in the model")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    modelInfo =
        MultiGauge.builder("theriac.model.info")
            .description("1 for the model that serves")
            .register(registry);
    Gauge.builder("theriac.pending.visits", pendingByTask, AppMetrics::sum)
        .description("Closed visits that wait for a recommendation")
        .register(registry);
    count("theriac.model.load.failures", Tags.empty(), 0);
    count("theriac.scoring.failures", Tags.empty(), 0);
    count("theriac.codes", Tags.empty(), 0);
    count("theriac.threads.replaced", Tags.empty(), 0);
    count(DUPLICATES, REDELIVERED, 0);
    count(DUPLICATES, REPEATED, 0);
    count("theriac.records.applied", Tags.empty(), 0);
    count("theriac.records.superseded", Tags.empty(), 0);
    count(MOVES_IN, Tags.empty(), 0);
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      count("theriac.dead.letters", reasonTag(reason, false), 0);
      count("theriac.dead.letters", reasonTag(reason, true), 0);
    }
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Shows whether the application can do its work. */
  public void readiness(BooleanSupplier ready) {
    Gauge.builder("theriac.ready", () -> ready.getAsBoolean() ? 1 : 0)
        .description("1 when /ready says ready")
        .register(registry);
  }

  /** Of candidates on trial. */
  public TrialMetrics trials() {
    return trials;
  }

  /** Of how models do. */
  public ModelWatch watch() {
    return watch;
  }

  /**
   * A clinical record has its turn. It comes to one of {@link #applied}, {@link #superseded},
   * {@link #redelivered}, {@link #repeated} and {@link #deadLetter}; nothing else, so the counts
   * add up.
   */
  public void received(String topic) {
    count("theriac.records.in", Tags.of("topic", topic), 1);
  }

  /** An event changed what is known of its patient. */
  public void applied() {
    count("theriac.records.applied", Tags.empty(), 1);
  }

  /** An event changed nothing because a later statement holds. */
  public void superseded() {
    count("theriac.records.superseded", Tags.empty(), 1);
  }

  /** One clinical event was read; the type is the name of its schema. */
  public void event(String type) {
    count("theriac.events", Tags.of("type", type), 1);
  }

  /** The very event had been applied before. */
  public void redelivered() {
    count(DUPLICATES, REDELIVERED, 1);
  }

  /** Another event had said the same before. */
  public void repeated() {
    count(DUPLICATES, REPEATED, 1);
  }

  /** A record was set aside: a clinical one, or a message between patient keys. */
  public void deadLetter(DeadLetterReason reason, boolean isMove) {
    count("theriac.dead.letters", reasonTag(reason, isMove), 1);
  }

  /** A patient key has something to tell another. */
  public void moveSent(PatientMoveKind kind) {
    count("theriac.patient.moves.sent", Tags.of("kind", lower(kind)), 1);
  }

  /**
   * A message between patient keys has its turn. It comes to {@link #moveTaken} or {@link
   * #deadLetter}.
   */
  public void moveReceived() {
    count(MOVES_IN, Tags.empty(), 1);
  }

  /** What the message asked for was done, or had been done, or no longer holds. */
  public void moveTaken(PatientMoveKind kind, Outcome outcome) {
    String did =
        outcome instanceof Outcome.Applied
            ? "applied"
            : outcome instanceof Outcome.Superseded ? "superseded" : "repeated";
    count("theriac.patient.moves.taken", Tags.of("kind", lower(kind), "outcome", did), 1);
  }

  /** A visit closed for the first time. */
  public void visitClosed() {
    count("theriac.visits.closed", Tags.empty(), 1);
  }

  /** A visit that had closed was closed anew, with other content or as final. */
  public void visitRevised() {
    count("theriac.visit.revisions", Tags.empty(), 1);
  }

  /** A visit's coding has ended. */
  public void visitFinal() {
    count("theriac.visits.final", Tags.empty(), 1);
  }

  /** A visit was reopened, cancelled or moved. */
  public void visitWithdrawn() {
    count("theriac.visits.withdrawn", Tags.empty(), 1);
  }

  public void visitAbandoned() {
    count("theriac.visits.abandoned", Tags.empty(), 1);
  }

  /** A visit whose time had come was too large to be published, and is held back. */
  public void visitOversized() {
    count("theriac.visits.oversized", Tags.empty(), 1);
  }

  /** Visits that waited for a recommendation were not among the closed ones any longer. */
  public void pendingDropped(int visits) {
    count("theriac.pending.dropped", Tags.empty(), visits);
  }

  /** A recommendation was made; the wait counts from the processing of the closing record. */
  public void recommendation(Duration sinceClose) {
    count("theriac.recommendations", Tags.empty(), 1);
    closeToRecommendation.record(sinceClose.isNegative() ? Duration.ZERO : sinceClose);
  }

  /** An alert was raised, escalated, resolved or retracted. */
  public void alert(AlertState state, DdiSeverity severity) {
    count("theriac.ddi.alerts", Tags.of("state", lower(state), "severity", lower(severity)), 1);
  }

  /** Codes of visits that were recommended for, known or not. */
  public void codes(int number) {
    count("theriac.codes", Tags.empty(), number);
  }

  /** Codes that neither terminology nor model knows; systems of a site's own are counted as one. */
  public void unknownCodes(String system, int number) {
    String tag = SYSTEMS.contains(system) ? system : "other";
    count("theriac.unknown.codes", Tags.of("system", tag), number);
  }

  public void scored(Duration duration) {
    scoring.record(duration);
  }

  public void scoringFailed() {
    count("theriac.scoring.failures", Tags.empty(), 1);
  }

  public void modelServes(ModelIdentity model) {
    modelInfo.register(
        List.of(MultiGauge.Row.of(Tags.of("name", model.name(), "version", model.version()), 1)),
        true);
  }

  public void noModelServes() {
    modelInfo.register(List.of(), true);
  }

  public void modelLoadFailed() {
    count("theriac.model.load.failures", Tags.empty(), 1);
  }

  public void threadReplaced() {
    count("theriac.threads.replaced", Tags.empty(), 1);
  }

  /** How many visits wait in one task. */
  public void pending(String task, int visits) {
    pendingByTask.put(task, visits);
  }

  /** The task moved to another thread or instance. */
  public void taskClosed(String task) {
    pendingByTask.remove(task);
  }

  private void count(String name, Tags tags, double amount) {
    byName
        .computeIfAbsent(name + tags, key -> Counter.builder(name).tags(tags).register(registry))
        .increment(amount);
  }

  private static Tags reasonTag(DeadLetterReason reason, boolean isMove) {
    return Tags.of("of", isMove ? "move" : "event", "reason", lower(reason));
  }

  private static double sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
