package io.theriac.streams.alerts;

import io.theriac.schemas.avro.DdiAlert;
import io.theriac.state.store.StoreFactRows;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.Collaborators;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells what becomes of each alert as a patient's drugs change. Needs no model. */
public final class CheckInteractions implements Processor<String, DrugsChanged, String, DdiAlert> {

  private final Collaborators with;
  private ProcessorContext<String, DdiAlert> context;
  private AlertBook alerts;

  public CheckInteractions(Collaborators with) {
    this.with = with;
  }

  @Override
  public void init(ProcessorContext<String, DdiAlert> context) {
    this.context = context;
    alerts =
        new AlertBook(
            with.interactions(),
            new StoreFactRows(context.getStateStore(VisitStore.NAME)),
            this::tell);
  }

  @Override
  public void process(Record<String, DrugsChanged> message) {
    alerts.take(message.value());
  }

  private void tell(DdiAlert alert) {
    with.metrics().alert(alert.getState(), alert.getSeverity());
    long timestamp = Math.max(0, alert.getOccurredAt().toEpochMilli());
    context.forward(new Record<>(alert.getPatientKey(), alert, timestamp));
  }
}
