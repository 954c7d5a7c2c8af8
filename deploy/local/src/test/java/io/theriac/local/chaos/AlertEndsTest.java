package io.theriac.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.ExpectedVisits;
import io.theriac.local.demo.PassingTime;
import io.theriac.local.demo.Sample;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.state.Consequence;
import io.theriac.state.EventPosition;
import io.theriac.state.FactRows;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.Outcome;
import io.theriac.state.VisitFold;
import io.theriac.state.VisitRules;
import io.theriac.streams.alerts.AlertBook;
import io.theriac.streams.alerts.DrugsChanged;
import io.theriac.streams.alerts.InteractionScreen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The life of every alert over years of disturbed events, in one thread. */
class AlertEndsTest {

  private static final int EVENTS = 20_000;

  private final Topics topics = Topics.standard();
  private final VisitFold fold = new VisitFold(VisitRules.standard());
  private final FactRows rows = new InMemoryFactRows();
  private final ExpectedVisits expected = new ExpectedVisits();
  private final Map<String, DdiAlert> last = new TreeMap<>();
  private final AlertBook alerts =
      new AlertBook(
          new InteractionScreen(
              Sample.terminology(), DdiKnowledge.bundled(), DdiSeverity.MODERATE, false),
          rows,
          alert -> last.put(alert.getAlertId(), alert));
  private List<Coding> drugs = List.of();
  private long offset;

  /** Every drug is recommended at every closing, so that recommendations alert, too. */
  @Test
  void shouldLetNoAlertOutliveItsOrders() {
    List<OutboundEvent> events = events();
    drugs = drugsOf(events);

    events.forEach(this::hear);

    assertThat(last.values())
        .hasSizeGreaterThan(1000)
        .filteredOn(alert -> alert.getState() == AlertState.RAISED)
        .isNotEmpty()
        .allMatch(expected::mayStand);
  }

  private List<OutboundEvent> events() {
    SampleWard ward = new SampleWard(topics, EVENTS);
    List<OutboundEvent> events = new ArrayList<>();
    ward.registrations().forEachRemaining(events::add);
    new Disturbances(topics, ward.events(), 1).forEachRemaining(events::add);
    Instant end =
        events.stream().map(OutboundEvent::occurredAt).max(Instant::compareTo).orElseThrow();
    events.addAll(PassingTime.untilAllIsFinal(topics, end));
    return events;
  }

  private static List<Coding> drugsOf(List<OutboundEvent> events) {
    Map<String, Coding> byCode = new TreeMap<>();
    for (OutboundEvent event : events) {
      if (event.value() instanceof MedicationOrder order) {
        Sample.terminology()
            .atc(order.getMedication())
            .ifPresent(atc -> byCode.put(atc.getCode(), atc));
      }
    }
    return List.copyOf(byCode.values());
  }

  private void hear(OutboundEvent event) {
    expected.add(event);
    if (fold.apply(rows, event.value(), new EventPosition(0, 0, offset++))
        instanceof Outcome.Applied applied) {
      if (event.value() instanceof MedicationOrder order) {
        alerts.take(DrugsChanged.of(order, applied.visitId()));
      }
      applied.consequences().forEach(this::follow);
    }
  }

  private void follow(Consequence consequence) {
    DrugsChanged.of(consequence).forEach(alerts::take);
    if (consequence instanceof Consequence.Closed closed) {
      alerts.take(new DrugsChanged.Recommended(closed.revision().visit(), drugs, closed.at()));
    }
  }
}
