package io.theriac.streams.fold;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.state.FactRows;
import io.theriac.state.Outcome;
import io.theriac.state.store.StoreFactRows;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.Collaborators;
import io.theriac.streams.RecommenderTopology;
import io.theriac.streams.deadletter.RejectedEventException;
import io.theriac.streams.whole.WholeRecord;
import io.theriac.streams.whole.WholeRecords;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Does what another patient key asked for, in merges and erasures, and deletes the message: it
 * holds patient data.
 */
public final class ReceiveMoves implements Processor<String, Received, String, Object> {

  private final Collaborators with;
  private final WholeRecords records;
  private final SizeLimits limits;
  private ProcessorContext<String, Object> context;
  private WholeRecord whole;
  private Announcements announcements;
  private FactRows store;

  public ReceiveMoves(Collaborators with, WholeRecords records) {
    this.with = with;
    this.records = records;
    this.limits = new SizeLimits(with.outputMaxBytes());
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    whole = records.of(context.taskId());
    announcements = new Announcements(with, context);
    store = new StoreFactRows(context.getStateStore(VisitStore.NAME));
  }

  @Override
  public void process(Record<String, Received> message) {
    if (message.value().isTombstone()) {
      return;
    }
    with.metrics().moveReceived();
    PatientMove move = (PatientMove) message.value().valueOrThrow();
    requireKey(message.key(), move);
    // First: of a message that is set aside, the dead letter alone remains.
    context.forward(
        new Record<String, Object>(message.key(), null, message.timestamp()),
        RecommenderTopology.WRITE_PATIENT_MOVES);
    take(move);
  }

  private void take(PatientMove move) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    StagedRows rows = new StagedRows(store);
    Outcome outcome = with.fold().receive(rows, move);
    if (outcome instanceof Outcome.Rejected rejected) {
      throw new RejectedEventException(rejected.reason(), rejected.sentence());
    }
    limits.require(outcome, rows);
    whole.run(() -> make(rows, outcome, at));
    with.metrics().moveTaken(move.getKind(), outcome);
    announcements.count(outcome);
  }

  private void make(StagedRows rows, Outcome outcome, RecordMetadata at) {
    rows.commit();
    if (outcome instanceof Outcome.Applied applied) {
      InputPosition cause = new InputPosition(at.topic(), at.partition(), at.offset());
      applied.consequences().forEach(each -> announcements.tell(each, Optional.of(cause)));
    }
  }

  /** Under another key its deletion would go elsewhere, and it would be kept for good. */
  private static void requireKey(String key, PatientMove move) {
    if (!MoveKey.of(move).equals(key)) {
      throw new RejectedEventException(
          DeadLetterReason.INVALID_FIELD,
          "The record's key is not that of the message: see who else writes to the topic.");
    }
  }
}
