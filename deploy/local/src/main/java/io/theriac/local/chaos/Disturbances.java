package io.theriac.local.chaos;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.EventHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Events as feeds really bring them: some again, some discharges and admissions taken back, some
 * codes days after discharge or even after coding has ended. The same seed gives the same events.
 */
final class Disturbances implements Iterator<OutboundEvent> {

  private static final double AGAIN = 0.02;
  private static final double LATE_CODE = 0.05;
  private static final double DISCHARGE_CANCELLED = 0.02;
  private static final double ADMISSION_CANCELLED = 0.01;

  private static final Duration LONGEST_REDELIVERY = Duration.ofDays(3);
  private static final Duration LONGEST_CODING = Duration.ofDays(20);
  private static final List<String> LATE_CODES = List.of("38341003", "44054006", "73211009");

  private final Topics topics;
  private final Iterator<OutboundEvent> undisturbed;
  private final Random random;
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparing(Later::due).thenComparing(Later::number));
  private OutboundEvent next;
  private long number;

  /** An event that comes when event time has come to {@code due}. */
  private record Later(Instant due, long number, OutboundEvent event) {}

  /**
   * @param undisturbed events in event-time order
   */
  Disturbances(Topics topics, Iterator<OutboundEvent> undisturbed, long seed) {
    this.topics = topics;
    this.undisturbed = undisturbed;
    this.random = new Random(seed);
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null || !later.isEmpty();
  }

  @Override
  public OutboundEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    boolean laterIsDue =
        next == null || (!later.isEmpty() && !later.peek().due().isAfter(next.occurredAt()));
    if (laterIsDue) {
      return later.remove().event();
    }
    OutboundEvent event = next;
    disturb(event);
    advance();
    return event;
  }

  private void advance() {
    next = undisturbed.hasNext() ? undisturbed.next() : null;
  }

  private void disturb(OutboundEvent event) {
    if (random.nextDouble() < AGAIN) {
      add(event.occurredAt().plus(upTo(LONGEST_REDELIVERY)), event);
    }
    if (event.value() instanceof Admission admission
        && admission.getAction() == AdmissionAction.DISCHARGE) {
      disturbDischarge(event, admission);
    }
  }

  private void disturbDischarge(OutboundEvent event, Admission discharge) {
    double what = random.nextDouble();
    if (what < LATE_CODE) {
      lateCode(event, discharge);
    } else if (what < LATE_CODE + DISCHARGE_CANCELLED) {
      changed(event, discharge, AdmissionAction.CANCEL_DISCHARGE, Duration.ofMinutes(30));
      changed(event, discharge, AdmissionAction.DISCHARGE, Duration.ofHours(2));
    } else if (what < LATE_CODE + DISCHARGE_CANCELLED + ADMISSION_CANCELLED) {
      changed(event, discharge, AdmissionAction.CANCEL_ADMIT, Duration.ofHours(3));
    }
  }

  private void lateCode(OutboundEvent event, Admission discharge) {
    Instant at = event.occurredAt().plus(upTo(LONGEST_CODING));
    String code = LATE_CODES.get(random.nextInt(LATE_CODES.size()));
    Diagnosis diagnosis =
        new Diagnosis(
            header(discharge, at),
            discharge.getPatientKey(),
            discharge.getVisitId(),
            EntryAction.ADD,
            List.of(new CodedEntry(null, new Coding("SNOMED-CT", code, null), null, null)));
    add(at, new OutboundEvent(topics.diagnoses(), event.key(), diagnosis, at));
  }

  private void changed(
      OutboundEvent event, Admission discharge, AdmissionAction action, Duration after) {
    Instant at = event.occurredAt().plus(after);
    Admission changed =
        Admission.newBuilder(discharge)
            .setHeader(header(discharge, at))
            .setAction(action)
            .setDischargedAt(null)
            .build();
    add(at, new OutboundEvent(topics.admissions(), event.key(), changed, at));
  }

  private EventHeader header(Admission discharge, Instant at) {
    String id = "%s-%d".formatted(discharge.getHeader().getEventId(), number);
    return new EventHeader(id, discharge.getHeader().getSourceSystem(), null, at, at);
  }

  private void add(Instant due, OutboundEvent event) {
    later.add(new Later(due, number++, event));
  }

  /** At least a minute, whole milliseconds. */
  private Duration upTo(Duration longest) {
    return Duration.ofMillis(
        Duration.ofMinutes(1).toMillis() + random.nextInt((int) longest.toMillis()));
  }
}
