package io.theriac.state;

import io.theriac.schemas.avro.MovedRow;
import io.theriac.state.rows.VisitHeader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything that is known under one patient key, or under one visit of it, to be taken away. */
final class PatientRecord {

  /** What a row takes in memory besides its bytes, about. */
  private static final int BYTES_A_ROW = 256;

  private final VisitLife life;
  private final String patient;
  private final KeyRange range;

  private PatientRecord(VisitLife life, String patient, KeyRange range) {
    this.life = life;
    this.patient = patient;
    this.range = range;
  }

  static PatientRecord of(VisitLife life, String patient) {
    return new PatientRecord(life, patient, Keys.allOf(patient));
  }

  static PatientRecord of(VisitLife life, String patient, String visit) {
    return new PatientRecord(life, patient, Keys.allOf(patient, visit));
  }

  /**
   * Refuses a record that is too much to be moved or deleted in one step: the step has to fit in
   * memory and in the time that a transaction has.
   *
   * @param most bytes of keys and values, and {@value #BYTES_A_ROW} for each row
   * @throws RejectedEvent if it is more
   */
  void requireAtMost(long most) {
    long[] bytes = {0};
    life.rows()
        .scan(
            range,
            (key, value) -> {
              bytes[0] += key.length + value.length + BYTES_A_ROW;
              return bytes[0] <= most;
            });
    if (bytes[0] > most) {
      throw RejectedEvent.oversized(
          "More is known of the patient than a merge or erasure takes in one step (merge.max.mb, %d MiB): see why it is so much; or raise it, and the heap with it, and replay the record."
              .formatted(most >> 20));
    }
  }

  /** What was stated, for another key to take over. */
  List<MovedRow> stated() {
    List<MovedRow> stated = new ArrayList<>();
    life.rows()
        .scan(
            range,
            (key, value) -> {
              byte[] suffix = RowSuffix.cut(patient, key);
              if (RowJoin.isStated(RowSuffix.of(suffix))) {
                stated.add(new MovedRow(ByteBuffer.wrap(suffix), ByteBuffer.wrap(value)));
              }
              return true;
            });
    return stated;
  }

  /** Takes back what was said of its visits, and deletes it; nothing waits for it any longer. */
  void remove() {
    remove(List.of(Kind.IDENTITY));
  }

  /** Removes it, but remembers the keys that belong to the person: a later erasure reaches them. */
  void erase() {
    remove(List.of(Kind.IDENTITY, Kind.ALIAS));
  }

  private void remove(List<Kind<?>> kept) {
    List<byte[]> keys = new ArrayList<>();
    List<VisitHeader> headers = new ArrayList<>();
    List<Instant> waits = new ArrayList<>();
    life.rows()
        .scan(
            range,
            (key, value) -> {
              RowSuffix row = RowSuffix.of(RowSuffix.cut(patient, key));
              if (row.is(Kind.HEADER)) {
                headers.add(Kind.HEADER.codec().decode(value));
              }
              if (row.is(Kind.ORDER_WAKE_UP)) {
                waits.add(Keys.orderWakeUpTime(patient, key));
              }
              if (kept.stream().noneMatch(row::is)) {
                keys.add(key);
              }
              return true;
            });
    headers.forEach(header -> life.leave(patient, header));
    waits.forEach(until -> life.clock().stopWaiting(patient, "", until));
    keys.forEach(life.rows()::delete);
  }
}
