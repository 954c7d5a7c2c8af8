package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.state.rows.AliasRow;
import io.theriac.state.rows.ClockRow;
import io.theriac.state.rows.CodedFact;
import io.theriac.state.rows.IdentityRow;
import io.theriac.state.rows.LabRow;
import io.theriac.state.rows.OpenVisit;
import io.theriac.state.rows.OrderRef;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.PatientRow;
import io.theriac.state.rows.SnapshotMarker;
import io.theriac.state.rows.VisitHeader;
import io.theriac.state.rows.WakeUp;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The row layout: every key is {@code patient | visit | kind | natural key}, encoded as {@link
 * KeyWriter} says. Rows of the patient as a whole have an empty visit, which no real visit has;
 * rows of all patients have an empty patient besides.
 */
final class Keys {

  private static final String NO_PATIENT = "";
  private static final String NO_VISIT = "";

  private Keys() {}

  static RowKey<PatientRow> patient(String patient) {
    return new RowKey<>(Kind.PATIENT, ofPatient(patient, Kind.PATIENT));
  }

  static RowKey<OpenVisit> openVisit(String patient, String visit) {
    return new RowKey<>(Kind.OPEN_VISIT, ofPatient(patient, Kind.OPEN_VISIT).text(visit));
  }

  static KeyRange openVisits(String patient) {
    return KeyRange.prefix(ofPatient(patient, Kind.OPEN_VISIT).toBytes());
  }

  /** Sorted by discharge, newest first, then by visit id. */
  static RowKey<ClosedVisit> history(String patient, Instant dischargedAt, String visit) {
    return new RowKey<>(
        Kind.HISTORY, ofPatient(patient, Kind.HISTORY).newestFirst(dischargedAt).text(visit));
  }

  static KeyRange history(String patient) {
    return KeyRange.prefix(ofPatient(patient, Kind.HISTORY).toBytes());
  }

  /** Visits discharged strictly before. */
  static KeyRange historyBefore(String patient, Instant before) {
    byte[] from = ofPatient(patient, Kind.HISTORY).newestFirst(before.minusMillis(1)).toBytes();
    return history(patient).startingAt(from);
  }

  /** Visits discharged at the time or later. */
  static KeyRange historySince(String patient, Instant since) {
    return KeyRange.between(history(patient).from(), historyBefore(patient, since).from());
  }

  static RowKey<OrderRow> order(String patient, String placerOrderId) {
    return new RowKey<>(Kind.ORDER, ofPatient(patient, Kind.ORDER).text(placerOrderId));
  }

  /** Sorted by the order's end, so that those over before a time need not be looked at. */
  static RowKey<OrderRef> continuingOrder(String patient, Instant endOrNull, String placerOrderId) {
    return new RowKey<>(
        Kind.CONTINUING_ORDER,
        ofPatient(patient, Kind.CONTINUING_ORDER).end(endOrNull).text(placerOrderId));
  }

  /** Continuing orders that end strictly after a time, or never. */
  static KeyRange continuingOrdersEndingAfter(String patient, Instant time) {
    KeyRange all = KeyRange.prefix(ofPatient(patient, Kind.CONTINUING_ORDER).toBytes());
    return all.startingAt(
        ofPatient(patient, Kind.CONTINUING_ORDER).time(time.plusMillis(1)).toBytes());
  }

  static RowKey<VisitHeader> header(String patient, String visit) {
    return new RowKey<>(Kind.HEADER, of(patient, visit, Kind.HEADER));
  }

  /** The rows that make up a closed visit. */
  static KeyRange facts(String patient, String visit) {
    return KeyRange.between(
        of(patient, visit, Kind.DIAGNOSIS).toBytes(),
        of(patient, visit, Kind.RECOMMENDATION).toBytes());
  }

  /** Where in the keys of a visit the byte of the kind stands. */
  static int kindAt(String patient, String visit) {
    return new KeyWriter().text(patient).text(visit).toBytes().length;
  }

  /** An entry by the source's own id of it. */
  static RowKey<CodedFact> entry(
      Kind<CodedFact> kind, String patient, String visit, String source, String entryId) {
    return new RowKey<>(kind, of(patient, visit, kind).text(source).text("id").text(entryId));
  }

  /** An entry by its code, where the source has no id of it. */
  static RowKey<CodedFact> entry(
      Kind<CodedFact> kind,
      String patient,
      String visit,
      String source,
      String system,
      String code) {
    return new RowKey<>(
        kind, of(patient, visit, kind).text(source).text("code").text(system).text(code));
  }

  static KeyRange entriesOfSource(
      Kind<CodedFact> kind, String patient, String visit, String source) {
    return KeyRange.prefix(of(patient, visit, kind).text(source).toBytes());
  }

  static RowKey<SnapshotMarker> snapshot(
      Kind<SnapshotMarker> kind, String patient, String visit, String source) {
    return new RowKey<>(kind, of(patient, visit, kind).text(source));
  }

  static KeyRange snapshots(Kind<SnapshotMarker> kind, String patient, String visit) {
    return KeyRange.prefix(of(patient, visit, kind).toBytes());
  }

  static RowKey<LabRow> lab(String patient, String visit, String source, String resultId) {
    return new RowKey<>(Kind.LAB, of(patient, visit, Kind.LAB).text(source).text(resultId));
  }

  /** Sorted by the order's end, as continuing orders are. */
  static RowKey<OrderRef> visitOrder(
      String patient, String visit, Instant endOrNull, String placerOrderId) {
    return new RowKey<>(
        Kind.VISIT_ORDER, of(patient, visit, Kind.VISIT_ORDER).end(endOrNull).text(placerOrderId));
  }

  static KeyRange visitOrders(String patient, String visit) {
    return KeyRange.prefix(of(patient, visit, Kind.VISIT_ORDER).toBytes());
  }

  /** Orders of a visit that end strictly after a time, or never. */
  static KeyRange visitOrdersEndingAfter(String patient, String visit, Instant time) {
    return visitOrders(patient, visit)
        .startingAt(of(patient, visit, Kind.VISIT_ORDER).time(time.plusMillis(1)).toBytes());
  }

  static RowKey<Recommendation> recommendation(String patient, String visit) {
    return new RowKey<>(Kind.RECOMMENDATION, of(patient, visit, Kind.RECOMMENDATION));
  }

  static RowKey<DdiAlert> alert(String patient, String visit, String alertId) {
    return new RowKey<>(Kind.ALERT, ofPatient(patient, Kind.ALERT).text(visit).text(alertId));
  }

  static KeyRange alerts(String patient) {
    return KeyRange.prefix(ofPatient(patient, Kind.ALERT).toBytes());
  }

  static KeyRange alerts(String patient, String visit) {
    return KeyRange.prefix(ofPatient(patient, Kind.ALERT).text(visit).toBytes());
  }

  static RowKey<IdentityRow> identity(String patient) {
    return new RowKey<>(Kind.IDENTITY, ofPatient(patient, Kind.IDENTITY));
  }

  static RowKey<AliasRow> alias(String patient, String retired) {
    return new RowKey<>(Kind.ALIAS, ofPatient(patient, Kind.ALIAS).text(retired));
  }

  static KeyRange aliases(String patient) {
    return KeyRange.prefix(ofPatient(patient, Kind.ALIAS).toBytes());
  }

  static RowKey<ClockRow> clock() {
    return new RowKey<>(Kind.CLOCK, ofAll(Kind.CLOCK));
  }

  /** Sorted by time. */
  static RowKey<WakeUp> wakeUp(Instant at, String patient, String visit) {
    return new RowKey<>(Kind.WAKE_UP, ofAll(Kind.WAKE_UP).time(at).text(patient).text(visit));
  }

  /** Beside a wake-up of the patient's orders, so that it is found without a look at everyone's. */
  static RowKey<WakeUp> orderWakeUp(String patient, Instant at) {
    return new RowKey<>(Kind.ORDER_WAKE_UP, ofPatient(patient, Kind.ORDER_WAKE_UP).time(at));
  }

  /** The time in the key of such a row. */
  static Instant orderWakeUpTime(String patient, byte[] key) {
    return timeAt(ofPatient(patient, Kind.ORDER_WAKE_UP).toBytes().length, key);
  }

  static KeyRange wakeUps() {
    return KeyRange.prefix(ofAll(Kind.WAKE_UP).toBytes());
  }

  /** Those for the time or later. */
  static KeyRange wakeUpsFrom(Instant time) {
    return wakeUps().startingAt(ofAll(Kind.WAKE_UP).time(time).toBytes());
  }

  /** The time in the key of a wake-up. */
  static Instant wakeUpTime(byte[] key) {
    return timeAt(ofAll(Kind.WAKE_UP).toBytes().length, key);
  }

  private static Instant timeAt(int at, byte[] key) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(key, at, Long.BYTES).getLong() ^ Long.MIN_VALUE);
  }

  /** Everything of a visit. */
  static KeyRange allOf(String patient, String visit) {
    return KeyRange.prefix(new KeyWriter().text(patient).text(visit).toBytes());
  }

  /** Everything of a patient. */
  static KeyRange allOf(String patient) {
    return KeyRange.prefix(new KeyWriter().text(patient).toBytes());
  }

  private static KeyWriter ofAll(Kind<?> kind) {
    return of(NO_PATIENT, NO_VISIT, kind);
  }

  private static KeyWriter ofPatient(String patient, Kind<?> kind) {
    return of(patient, NO_VISIT, kind);
  }

  private static KeyWriter of(String patient, String visit, Kind<?> kind) {
    return new KeyWriter().text(patient).text(visit).kind(kind);
  }
}
