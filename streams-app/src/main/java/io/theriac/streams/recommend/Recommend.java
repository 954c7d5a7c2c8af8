package io.theriac.streams.recommend;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.state.FactRows;
import io.theriac.state.Histories;
import io.theriac.state.StandingRecommendations;
import io.theriac.state.store.StoreFactRows;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.Collaborators;
import io.theriac.streams.RecommenderTopology;
import io.theriac.streams.alerts.DrugsChanged;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.metrics.ModelRole;
import io.theriac.streams.serving.CandidateOnTrial;
import io.theriac.streams.serving.ModelHolder;
import io.theriac.streams.whole.TakenBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recommends medications for closed visits, in micro-batches: as soon as enough visits wait, or the
 * first has waited long enough. Without a model they wait in the store. For a visit that is no
 * longer closed it takes back what it recommended.
 */
public final class Recommend implements Processor<String, VisitNews, String, Object>, TakenBack {

  /** After so many batches the other work of the thread has its turn. */
  private static final int BATCHES_IN_A_ROW = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Recommend.class);

  private final Collaborators with;
  private final RecommendationWriter writer;
  private final LiveScoring live;
  private final CandidateScoring candidates;
  private ProcessorContext<String, Object> context;
  private FactRows facts;
  private PendingVisits pending;
  private int fresh;

  public Recommend(Collaborators with) {
    this.with = with;
    this.writer = new RecommendationWriter(with.replay());
    this.candidates = new CandidateScoring(with.metrics().trials());
    this.live = new LiveScoring(with.metrics(), candidates);
  }

  /** The store of visits that wait. */
  public static StoreBuilder<?> pendingStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(RecommenderTopology.PENDING_VISITS),
            Serdes.String(),
            PendingEntrySerde.create())
        .withCachingEnabled()
        .withLoggingEnabled(VisitStore.CHANGELOG);
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    facts = new StoreFactRows(context.getStateStore(VisitStore.NAME));
    pending = new PendingVisits(context.getStateStore(RecommenderTopology.PENDING_VISITS));
    context.schedule(with.batchWait(), PunctuationType.WALL_CLOCK_TIME, now -> scoreAll());
    reportPending();
  }

  @Override
  public void takenBack() {
    pending.read();
    reportPending();
  }

  @Override
  public void process(Record<String, VisitNews> news) {
    if (news.value() instanceof PendingVisit closed) {
      pending.add(closed);
      fresh++;
      if (fresh >= with.batchVisits()) {
        scoreBatch();
      }
    } else {
      withdraw((WithdrawnVisit) news.value());
    }
    reportPending();
  }

  private void withdraw(WithdrawnVisit visit) {
    pending.remove(visit);
    visit
        .standing()
        .ifPresent(standing -> write(writer.retract(standing, visit), visit.occurredAt()));
  }

  @Override
  public void close() {
    with.metrics().taskClosed(context.taskId().toString());
  }

  private void scoreAll() {
    int batches = 0;
    while (pending.size() > 0 && batches < BATCHES_IN_A_ROW && scoreBatch()) {
      batches++;
    }
    reportPending();
  }

  /** Scores one batch; false if no model serves or none is left for it. */
  private boolean scoreBatch() {
    fresh = 0;
    Optional<ModelHolder.Lease> lease = with.models().lease();
    if (lease.isEmpty()) {
      return false;
    }
    try (ModelHolder.Lease models = lease.get()) {
      return scoreBatch(models);
    }
  }

  private boolean scoreBatch(ModelHolder.Lease models) {
    String fingerprint = models.recommender().identity().fingerprints().getModel();
    List<PendingVisit> batch = pending.first(with.batchVisits(), fingerprint);
    List<PendingVisit> known = batch.stream().filter(this::isKnown).toList();
    if (known.size() < batch.size()) {
      drop(batch.stream().filter(visit -> !known.contains(visit)).toList());
    }
    List<PatientHistory> histories = known.stream().map(this::history).toList();
    score(models, fingerprint, known, histories);
    return !batch.isEmpty();
  }

  /** Whether the closed visit is among the rows: otherwise there is nothing to recommend for. */
  private boolean isKnown(PendingVisit visit) {
    return Histories.has(facts, visit.patientKey(), visit.visitId(), visit.dischargedAt());
  }

  private void drop(List<PendingVisit> unknown) {
    unknown.forEach(pending::remove);
    with.metrics().pendingDropped(unknown.size());
    LOG.warn(
        "{} visits that waited for a recommendation are not among the closed ones any longer: they"
            + " are left out. Their rows do not fit together; report it as a defect.",
        unknown.size());
  }

  private void score(
      ModelHolder.Lease models,
      String fingerprint,
      List<PendingVisit> batch,
      List<PatientHistory> histories) {
    List<Optional<LiveScoring.Scored>> results = live.score(models, histories);
    for (int i = 0; i < batch.size(); i++) {
      PendingVisit visit = batch.get(i);
      if (results.get(i).isPresent()) {
        publish(visit, histories.get(i).current(), results.get(i).get());
        pending.remove(visit);
      } else {
        pending.failed(visit, fingerprint);
      }
    }
    models
        .trial()
        .filter(trial -> trial.terms().mode() == TrialMode.SHADOW)
        .ifPresent(trial -> scoreInShadow(trial, batch, histories));
  }

  /** After the live output, so that a candidate changes nothing about it. */
  private void scoreInShadow(
      CandidateOnTrial trial, List<PendingVisit> batch, List<PatientHistory> histories) {
    Recommender candidate = trial.recommender();
    List<Optional<VisitScores>> results = candidates.score(trial, histories);
    for (int i = 0; i < batch.size(); i++) {
      if (results.get(i).isPresent()) {
        PendingVisit visit = batch.get(i);
        ClosedVisit closed = histories.get(i).current();
        VisitScores scores = results.get(i).get();
        Recommendation made =
            writer.writeShadow(visit, closed, scores, candidate, with.clock().instant());
        forward(made, visit.occurredAt(), RecommenderTopology.WRITE_SHADOW_RECOMMENDATIONS);
        with.metrics().trials().recommended(TrialMode.SHADOW);
        watch(ModelRole.SHADOW, candidate, visit, closed, scores);
      }
    }
  }

  private void watch(
      ModelRole role,
      Recommender model,
      PendingVisit pendingVisit,
      ClosedVisit visit,
      VisitScores scores) {
    if (pendingVisit.isFinal()) {
      with.metrics().watch().finalVisit(role, model, visit, scores);
    }
  }

  private PatientHistory history(PendingVisit visit) {
    return new PatientHistory(
        Histories.upTo(
            facts,
            visit.patientKey(),
            visit.visitId(),
            visit.dischargedAt(),
            with.historyVisits()));
  }

  private void publish(PendingVisit pendingVisit, ClosedVisit visit, LiveScoring.Scored scored) {
    VisitScores scores = scored.scores();
    Instant now = with.clock().instant();
    Optional<Recommendation> standing =
        StandingRecommendations.find(facts, pendingVisit.patientKey(), pendingVisit.visitId());
    Recommendation made = writer.write(pendingVisit, standing, visit, scores, scored.model(), now);
    StandingRecommendations.keep(facts, made);
    Record<String, Object> out = write(made, pendingVisit.occurredAt());
    context.forward(
        out.withValue(
            new DrugsChanged.Recommended(
                visit,
                scores.medications().stream()
                    .filter(ScoredMedication::selected)
                    .map(ScoredMedication::medication)
                    .toList(),
                pendingVisit.occurredAt())),
        RecommenderTopology.CHECK_INTERACTIONS);
    count(made, visit, Duration.between(pendingVisit.closeSeenAt(), now));
    if (scored.role() == ModelRole.CANARY) {
      with.metrics().trials().recommended(TrialMode.CANARY);
    }
    watch(scored.role(), scored.model(), pendingVisit, visit, scores);
  }

  private Record<String, Object> write(Recommendation made, Instant occurredAt) {
    return forward(made, occurredAt, RecommenderTopology.WRITE_RECOMMENDATIONS);
  }

  private Record<String, Object> forward(Recommendation made, Instant occurredAt, String sink) {
    long timestamp = Math.max(0, occurredAt.toEpochMilli());
    Record<String, Object> out = new Record<>(made.getPatientKey(), made, timestamp);
    context.forward(out, sink);
    return out;
  }

  private void count(Recommendation recommendation, ClosedVisit visit, Duration sinceClose) {
    AppMetrics metrics = with.metrics();
    metrics.codes(
        visit.getDiagnoses().size() + visit.getProcedures().size() + visit.getMedications().size());
    metrics.recommendation(sinceClose);
    recommendation.getUnknownCodes().forEach(coding -> metrics.unknownCodes(coding.getSystem(), 1));
  }

  private void reportPending() {
    with.metrics().pending(context.taskId().toString(), pending.size());
  }
}
