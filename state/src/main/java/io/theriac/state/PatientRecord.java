package io.theriac.state;

import io.theriac.schemas.avro.MovedRow;
import io.theriac.state.rows.VisitHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Everything that is known under one patient key, or under one visit of it, to be taken away. */
final class PatientRecord {

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
    List<byte[]> keys = new ArrayList<>();
    List<VisitHeader> headers = new ArrayList<>();
    life.rows()
        .scan(
            range,
            (key, value) -> {
              RowSuffix row = RowSuffix.of(RowSuffix.cut(patient, key));
              if (row.is(Kind.HEADER)) {
                headers.add(Kind.HEADER.codec().decode(value));
              }
              if (!row.is(Kind.IDENTITY)) {
                keys.add(key);
              }
              return true;
            });
    headers.forEach(header -> life.leave(patient, header));
    keys.forEach(life.rows()::delete);
  }
}
