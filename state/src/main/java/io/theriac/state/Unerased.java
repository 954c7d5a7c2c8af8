package io.theriac.state;

import io.theriac.state.rows.OrderFact;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.PatientRow;
import io.theriac.state.rows.Stamp;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is left of the rows of a key when they come under one that was erased: the statements made
 * after the erasure, as if the older ones had come under the erased key and had not been taken.
 *
 * <p>What has no time of its own counts as said before: that a visit has another number now. Which
 * visits named an order stays with the order while anything of it does.
 */
final class Unerased {

  private final Instant erasedAt;

  /**
   * @param erasedAt event time of the erasure; what was said then is erased, too
   */
  Unerased(Instant erasedAt) {
    this.erasedAt = erasedAt;
  }

  /** The row of stated facts without what is erased; empty if that is all of it. */
  Optional<byte[]> of(RowSuffix row, byte[] value) {
    if (row.is(Kind.ALIAS)) {
      return Optional.of(value);
    }
    if (row.is(Kind.HEADER)) {
      return header(Kind.HEADER.codec().decode(value)).map(Kind.HEADER.codec()::encode);
    }
    if (row.is(Kind.PATIENT)) {
      return Optional.of(Kind.PATIENT.codec().encode(patient(Kind.PATIENT.codec().decode(value))));
    }
    if (row.is(Kind.ORDER)) {
      return order(Kind.ORDER.codec().decode(value)).map(Kind.ORDER.codec()::encode);
    }
    return isLater(stamp(row, value)) ? Optional.of(value) : Optional.empty();
  }

  private static Stamp stamp(RowSuffix row, byte[] value) {
    if (row.is(Kind.LAB)) {
      return Kind.LAB.codec().decode(value).getStamp();
    }
    if (row.is(Kind.DIAGNOSIS) || row.is(Kind.PROCEDURE)) {
      return Kind.DIAGNOSIS.codec().decode(value).getStamp();
    }
    return Kind.DIAGNOSIS_SNAPSHOT.codec().decode(value).getStamp();
  }

  private PatientRow patient(PatientRow row) {
    PatientRow.Builder left = PatientRow.newBuilder(row);
    if (!isLater(row.getBirthYearStamp())) {
      left.setBirthYear(null).setBirthYearStamp(null);
    }
    if (!isLater(row.getSexStamp())) {
      left.clearSex().setSexStamp(null);
    }
    return left.build();
  }

  private Optional<VisitHeader> header(VisitHeader row) {
    VisitHeader.Builder left = VisitHeader.newBuilder(row);
    if (!isLater(row.getPatientClassStamp())) {
      left.clearPatientClass().setPatientClassStamp(null);
    }
    if (!isLater(row.getAdmittedStamp())) {
      left.setAdmittedAt(null).setAdmittedStamp(null);
    }
    if (!isLater(row.getDischargedStamp())) {
      left.setDischargedAt(null).setDischargedStamp(null);
    }
    if (!isLater(row.getCancelledStamp())) {
      left.clearCancelled().setCancelledStamp(null);
    }
    boolean admissionLater = isLater(row.getLastAdmissionEvent());
    if (!admissionLater) {
      left.setLastAdmissionEvent(null);
    }
    Instant last = row.getLastEventAt();
    boolean heardLater = last != null && last.isAfter(erasedAt.truncatedTo(ChronoUnit.DAYS));
    return admissionLater || heardLater ? Optional.of(left.build()) : Optional.empty();
  }

  private Optional<OrderRow> order(OrderRow row) {
    List<OrderFact> definitions =
        row.getDefinitions().stream().filter(fact -> isLater(fact.getStamp())).toList();
    OrderFact given = later(row.getGiven());
    Instant firstGiven = row.getFirstGivenAt();
    if (firstGiven != null && !firstGiven.isAfter(erasedAt)) {
      firstGiven = given == null ? null : given.getStamp().getOccurredAt();
    }
    OrderRow left =
        OrderRow.newBuilder(row)
            .setDefinitions(definitions)
            .setDiscontinued(later(row.getDiscontinued()))
            .setHeld(later(row.getHeld()))
            .setGiven(given)
            .setFirstGivenAt(firstGiven)
            .build();
    return OrderStatements.all(left).isEmpty() ? Optional.empty() : Optional.of(left);
  }

  private OrderFact later(OrderFact factOrNull) {
    return factOrNull != null && isLater(factOrNull.getStamp()) ? factOrNull : null;
  }

  private boolean isLater(Stamp stampOrNull) {
    return stampOrNull != null && stampOrNull.getOccurredAt().isAfter(erasedAt);
  }
}
