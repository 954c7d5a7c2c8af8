package io.theriac.ingest;

import io.theriac.schemas.avro.PatientClass;
import java.time.Duration;

/**
 * What an import remembers of an encounter: about 150 bytes. Times are milliseconds since
 * 1970-01-01T00:00Z.
 *
 * <p>Its admission happens at its start, or 1 ms before its earliest fact if that is not later; its
 * discharge at its stop, or 1 ms after its latest fact if that is not earlier. So in event time
 * every fact lies strictly between the two, and a stream that joins several topics by time sees
 * them in that order. The true times stand in the events' {@code admittedAt} and {@code
 * dischargedAt}.
 */
final class Encounter {

  /** Stop of an encounter that has none yet. */
  static final long OPEN = Long.MAX_VALUE;

  /** Kafka takes no record times before 1970; the day leaves room for what precedes admission. */
  static final long EARLIEST_TIME = Duration.ofDays(1).toMillis();

  /** A fact further outside its encounter than this is not taken for a fact of it. */
  static final long SLACK = Duration.ofDays(7).toMillis();

  final Patient patient;
  final String visitId;
  final PatientClass patientClass;
  final long start;
  final long stop;
  private long earliestFact = Long.MAX_VALUE;
  private long latestFact = Long.MIN_VALUE;

  Encounter(Patient patient, String visitId, PatientClass patientClass, long start, long stop) {
    this.patient = patient;
    this.visitId = visitId;
    this.patientClass = patientClass;
    this.start = start;
    this.stop = Math.max(start, stop);
  }

  boolean isOpen() {
    return stop == OPEN;
  }

  /** Whether a fact of this time can belong to the encounter. */
  boolean accepts(long time) {
    return time >= EARLIEST_TIME && time >= start - SLACK && (isOpen() || time <= stop + SLACK);
  }

  /** The time itself, or the nearest at which the encounter's facts can be reported. */
  long within(long time) {
    long last = isOpen() ? OPEN : Math.max(start, stop - 1);
    return Math.max(start, Math.min(time, last));
  }

  void fact(long time) {
    earliestFact = Math.min(earliestFact, time);
    latestFact = Math.max(latestFact, time);
  }

  long admissionTime() {
    return Math.min(start, earliestFact == Long.MAX_VALUE ? start : earliestFact - 1);
  }

  long dischargeTime() {
    return Math.max(stop, Math.max(admissionTime(), latestFact) + 1);
  }
}
