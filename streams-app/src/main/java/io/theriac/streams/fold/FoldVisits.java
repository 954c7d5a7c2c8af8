package io.theriac.streams.fold;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.state.Consequence;
import io.theriac.state.EventPosition;
import io.theriac.state.FactRows;
import io.theriac.state.Outcome;
import io.theriac.state.VisitFold;
import io.theriac.state.store.StoreFactRows;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.Collaborators;
import io.theriac.streams.RecommenderTopology;
import io.theriac.streams.alerts.DrugsChanged;
import io.theriac.streams.deadletter.RejectedEventException;
import io.theriac.streams.whole.WholeRecord;
import io.theriac.streams.whole.WholeRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Folds each clinical event into the rows of its visit, and tells what came of it: an order that
 * changed, visits that closed or were taken back, visits whose time had come.
 *
 * <p>An event that cannot be applied changes no row and is thrown, as {@link
 * RejectedEventException}, to the dead letters; so is one of whose consequences another processor
 * fails to take one.
 */
public final class FoldVisits implements Processor<String, Received, String, Object> {

  /** Without events for so long, event time goes on with the wall clock. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final Collaborators with;
  private final WholeRecords records;
  private final List<String> topicRanks;
  private final SizeLimits limits;
  private ProcessorContext<String, Object> context;
  private WholeRecord whole;
  private Announcements announcements;
  private FactRows store;
  private Instant quietSince;
  private Optional<Instant> timeWhenQuiet;

  public FoldVisits(Collaborators with, WholeRecords records) {
    this.with = with;
    this.records = records;
    this.limits = new SizeLimits(with.outputMaxBytes());
    this.topicRanks = with.topics().clinical().stream().map(Topic::name).toList();
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    whole = records.of(context.taskId());
    announcements = new Announcements(with, context);
    store = new StoreFactRows(context.getStateStore(VisitStore.NAME));
    heard();
    if (!with.replay()) {
      context.schedule(QUIET, PunctuationType.WALL_CLOCK_TIME, now -> goOnInQuiet());
    }
  }

  @Override
  public void process(Record<String, Received> message) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    with.metrics().received(at.topic());
    ClinicalEvent event = ClinicalEvent.of(message.key(), message.value().valueOrThrow());
    with.metrics().event(event.type());
    StagedRows rows = new StagedRows(store);
    Outcome outcome =
        with.fold()
            .apply(
                rows,
                event.value(),
                new EventPosition(topicRanks.indexOf(at.topic()), at.partition(), at.offset()),
                with.latestTime().get());
    if (outcome instanceof Outcome.Rejected rejected) {
      throw new RejectedEventException(rejected.reason(), rejected.sentence());
    }
    limits.require(outcome, rows);
    countUnknownCode(event);
    whole.run(() -> make(rows, outcome, event, message.timestamp(), at));
    heard();
    count(outcome);
    announcements.count(outcome);
  }

  private void make(
      StagedRows rows, Outcome outcome, ClinicalEvent event, long timestamp, RecordMetadata at) {
    rows.commit();
    if (outcome instanceof Outcome.Applied applied) {
      tellOrder(applied, event, timestamp);
      InputPosition cause = new InputPosition(at.topic(), at.partition(), at.offset());
      applied.consequences().forEach(each -> announcements.tell(each, Optional.of(cause)));
    }
  }

  private void count(Outcome outcome) {
    if (outcome instanceof Outcome.Duplicate) {
      with.metrics().redelivered();
    } else if (outcome instanceof Outcome.Repeated) {
      with.metrics().repeated();
    } else if (outcome instanceof Outcome.Superseded) {
      with.metrics().superseded();
    } else {
      with.metrics().applied();
    }
  }

  private void countUnknownCode(ClinicalEvent event) {
    if (event.value() instanceof MedicationOrder order
        && with.interactions().atc(order.getMedication()).isEmpty()) {
      with.metrics().unknownCodes(order.getMedication().getSystem(), 1);
    }
  }

  private void tellOrder(Outcome.Applied outcome, ClinicalEvent event, long timestamp) {
    if (event.value() instanceof MedicationOrder order) {
      DrugsChanged change = DrugsChanged.of(order, outcome.visitId());
      context.forward(
          new Record<>(event.patientKey(), change, timestamp),
          RecommenderTopology.CHECK_INTERACTIONS);
    }
  }

  private void heard() {
    quietSince = with.clock().instant();
    timeWhenQuiet = Optional.empty();
  }

  /** So that the last visits before a quiet night become final, too. */
  private void goOnInQuiet() {
    Duration quiet = Duration.between(quietSince, with.clock().instant());
    if (quiet.compareTo(QUIET) < 0) {
      return;
    }
    if (timeWhenQuiet.isEmpty()) {
      timeWhenQuiet = VisitFold.eventTime(store);
    }
    timeWhenQuiet.ifPresent(
        time -> {
          StagedRows rows = new StagedRows(store);
          List<Consequence> consequences = with.fold().advance(rows, time.plus(quiet));
          rows.commit();
          consequences.forEach(each -> announcements.tell(each, Optional.empty()));
          consequences.forEach(announcements::count);
        });
  }
}
