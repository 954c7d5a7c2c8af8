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
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A kind of row: the byte in its key and the record in its value.
 *
 * <p>The bytes are on disk: never change or reuse one. Facts that make up a closed visit lie
 * between {@link #DIAGNOSIS} and {@link #RECOMMENDATION}.
 */
final class Kind<T extends SpecificRecord> {

  // Of a patient.
  static final Kind<PatientRow> PATIENT = new Kind<>(0x01, PatientRow.class);
  static final Kind<OpenVisit> OPEN_VISIT = new Kind<>(0x02, OpenVisit.class);
  static final Kind<ClosedVisit> HISTORY = new Kind<>(0x03, ClosedVisit.class);
  static final Kind<OrderRow> ORDER = new Kind<>(0x04, OrderRow.class);
  static final Kind<OrderRef> CONTINUING_ORDER = new Kind<>(0x05, OrderRef.class);
  static final Kind<DdiAlert> ALERT = new Kind<>(0x06, DdiAlert.class);
  static final Kind<AliasRow> ALIAS = new Kind<>(0x07, AliasRow.class);
  static final Kind<IdentityRow> IDENTITY = new Kind<>(0x0A, IdentityRow.class);
  static final Kind<WakeUp> ORDER_WAKE_UP = new Kind<>(0x0B, WakeUp.class);

  // Of all patients.
  static final Kind<ClockRow> CLOCK = new Kind<>(0x08, ClockRow.class);
  static final Kind<WakeUp> WAKE_UP = new Kind<>(0x09, WakeUp.class);

  // Of a visit.
  static final Kind<VisitHeader> HEADER = new Kind<>(0x10, VisitHeader.class);
  static final Kind<CodedFact> DIAGNOSIS = new Kind<>(0x20, CodedFact.class);
  static final Kind<CodedFact> PROCEDURE = new Kind<>(0x28, CodedFact.class);
  static final Kind<LabRow> LAB = new Kind<>(0x30, LabRow.class);
  static final Kind<OrderRef> VISIT_ORDER = new Kind<>(0x38, OrderRef.class);
  static final Kind<Recommendation> RECOMMENDATION = new Kind<>(0x61, Recommendation.class);
  static final Kind<SnapshotMarker> DIAGNOSIS_SNAPSHOT = new Kind<>(0x70, SnapshotMarker.class);
  static final Kind<SnapshotMarker> PROCEDURE_SNAPSHOT = new Kind<>(0x71, SnapshotMarker.class);

  static final List<Kind<?>> ALL =
      List.of(
          PATIENT,
          OPEN_VISIT,
          HISTORY,
          ORDER,
          CONTINUING_ORDER,
          ALERT,
          ALIAS,
          IDENTITY,
          CLOCK,
          WAKE_UP,
          ORDER_WAKE_UP,
          HEADER,
          DIAGNOSIS,
          PROCEDURE,
          LAB,
          VISIT_ORDER,
          RECOMMENDATION,
          DIAGNOSIS_SNAPSHOT,
          PROCEDURE_SNAPSHOT);

  private final int code;
  private final RowCodec<T> codec;

  private Kind(int code, Class<T> type) {
    this.code = code;
    this.codec = new RowCodec<>(type);
  }

  int code() {
    return code;
  }

  RowCodec<T> codec() {
    return codec;
  }
}
