package io.theriac.streams.fold;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.state.ClosedRevision;
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
import io.theriac.streams.recommend.PendingVisit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Folds each clinical event into the rows of its visit, and says what came of it: an order that
 * changed, or visits that closed.
 *
 * <p>An event that cannot be applied changes no row and is thrown, as {@link
 * RejectedEventException}, to the dead letters.
 */
public final class FoldVisits implements Processor<String, Received, String, Object> {

  private final Collaborators with;
  private final List<String> topicRanks;
  private ProcessorContext<String, Object> context;
  private FactRows store;

  public FoldVisits(Collaborators with) {
    this.with = with;
    this.topicRanks = with.topics().clinical().stream().map(Topic::name).toList();
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    store = new StoreFactRows(context.getStateStore(VisitStore.NAME));
  }

  @Override
  public void process(Record<String, Received> message) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    with.metrics().received(at.topic());
    ClinicalEvent event = ClinicalEvent.of(message.key(), message.value().valueOrThrow());
    with.metrics().event(event.type());
    StagedRows rows = new StagedRows(store);
    Outcome outcome =
        VisitFold.apply(
            rows,
            event.value(),
            new EventPosition(topicRanks.indexOf(at.topic()), at.partition(), at.offset()));
    if (outcome instanceof Outcome.Rejected rejected) {
      throw new RejectedEventException(rejected.reason(), rejected.sentence());
    }
    List<ClosedRevision> closed = closed(outcome);
    closed.forEach(this::requireSize);
    requireSize(rows);
    rows.commit();
    count(outcome, event);
    tellOrder(outcome, event, message.timestamp());
    closed.forEach(revision -> tellClosed(revision, event, at, message.timestamp()));
  }

  private static List<ClosedRevision> closed(Outcome outcome) {
    return outcome instanceof Outcome.Closed closed ? closed.revisions() : List.of();
  }

  private void requireSize(ClosedRevision revision) {
    long bytes = AvroSize.of(revision.visit());
    if (bytes > with.outputMaxBytes()) {
      throw new RejectedEventException(
          DeadLetterReason.OVERSIZED,
          "With this event the closed visit would have %d bytes, more than output.max.bytes (%d):"
                  .formatted(bytes, with.outputMaxBytes())
              + " raise it and max.message.bytes of the topics, and replay the record.");
    }
  }

  /** A row that its changelog does not take would stop the partition for good. */
  private void requireSize(StagedRows rows) {
    if (rows.largest() > with.outputMaxBytes()) {
      throw new RejectedEventException(
          DeadLetterReason.OVERSIZED,
          "With this event a row of the state would have %d bytes, more than output.max.bytes (%d):"
                  .formatted(rows.largest(), with.outputMaxBytes())
              + " see why so much is said of one thing; or raise it and max.message.bytes of the"
              + " changelog, and replay the record.");
    }
  }

  private void count(Outcome outcome, ClinicalEvent event) {
    if (outcome instanceof Outcome.Duplicate) {
      with.metrics().duplicate();
    } else if (outcome instanceof Outcome.Superseded) {
      with.metrics().superseded();
    } else {
      with.metrics().applied();
    }
    if (event.value() instanceof MedicationOrder order
        && with.interactions().atc(order.getMedication()).isEmpty()) {
      with.metrics().unknownCodes(order.getMedication().getSystem(), 1);
    }
  }

  private void tellOrder(Outcome outcome, ClinicalEvent event, long timestamp) {
    if (event.value() instanceof MedicationOrder order) {
      visit(outcome)
          .map(
              visit ->
                  new DrugsChanged.OrderChanged(
                      event.patientKey(), visit, order.getPlacerOrderId(), event.occurredAt()))
          .ifPresent(
              change ->
                  context.forward(
                      new Record<>(event.patientKey(), change, timestamp),
                      RecommenderTopology.CHECK_INTERACTIONS));
    }
  }

  /** The visit whose rows have changed. */
  private static Optional<String> visit(Outcome outcome) {
    if (outcome instanceof Outcome.Changed changed) {
      return changed.visitId();
    }
    return outcome instanceof Outcome.Closed closed ? closed.visitId() : Optional.empty();
  }

  private void tellClosed(
      ClosedRevision revision, ClinicalEvent event, RecordMetadata at, long timestamp) {
    ClosedVisit visit = revision.visit();
    with.metrics().visitClosed();
    PendingVisit pending =
        new PendingVisit(
            visit.getPatientKey(),
            visit.getVisitId(),
            revision.revision(),
            revision.visitNumber(),
            revision.revision() - 1,
            visit.getDischargedAt(),
            event.occurredAt(),
            Instant.ofEpochMilli(with.clock().millis()),
            new InputPosition(at.topic(), at.partition(), at.offset()));
    context.forward(
        new Record<>(event.patientKey(), pending, timestamp), RecommenderTopology.RECOMMEND);
    context.forward(
        new Record<>(visit.getPatientKey() + "|" + visit.getVisitId(), visit, timestamp),
        RecommenderTopology.WRITE_VISITS);
  }
}
