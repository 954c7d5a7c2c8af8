package io.theriac.state;

import io.theriac.state.rows.AliasRow;
import io.theriac.state.rows.CodedFact;
import io.theriac.state.rows.LabRow;
import io.theriac.state.rows.OpenVisit;
import io.theriac.state.rows.OrderFact;
import io.theriac.state.rows.OrderRow;
import io.theriac.state.rows.OrderVisit;
import io.theriac.state.rows.PatientRow;
import io.theriac.state.rows.SnapshotMarker;
import io.theriac.state.rows.VisitHeader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Joins rows of a patient or visit with those of another that took over: of two statements about
 * one thing the later holds, as if all events had come under one key. Joining is associative,
 * commutative and, as rows that come twice change nothing, idempotent.
 *
 * <p>Only what was stated is joined. Indexes, history, timers and alerts follow from it.
 */
final class RowJoin {

  private final VisitLife life;
  private final Rows rows;
  private final String patient;
  private final Map<String, VisitHeader> headers = new LinkedHashMap<>();
  private final Set<String> visits = new LinkedHashSet<>();

  /**
   * @param patient who takes over
   */
  RowJoin(VisitLife life, String patient) {
    this.life = life;
    this.rows = life.rows();
    this.patient = patient;
  }

  /** Whether rows of the kind are statements. */
  static boolean isStated(RowSuffix row) {
    return Stream.of(
            Kind.PATIENT,
            Kind.ORDER,
            Kind.ALIAS,
            Kind.HEADER,
            Kind.DIAGNOSIS,
            Kind.PROCEDURE,
            Kind.LAB,
            Kind.DIAGNOSIS_SNAPSHOT,
            Kind.PROCEDURE_SNAPSHOT)
        .anyMatch(row::is);
  }

  /** Takes over one row, under a visit that may have another id here. */
  void add(RowSuffix row, byte[] value, String visit) {
    byte[] key = row.under(patient, visit);
    if (row.is(Kind.HEADER)) {
      headers.put(visit, Kind.HEADER.codec().decode(value));
    } else if (row.is(Kind.PATIENT)) {
      joinPatient(Kind.PATIENT.codec().decode(value));
    } else if (row.is(Kind.ORDER)) {
      joinOrder(Kind.ORDER.codec().decode(value));
    } else if (row.is(Kind.ALIAS)) {
      joinAlias(Kind.ALIAS.codec().decode(value));
    } else if (row.is(Kind.LAB)) {
      visits.add(visit);
      joinLab(key, Kind.LAB.codec().decode(value));
    } else if (row.is(Kind.DIAGNOSIS) || row.is(Kind.PROCEDURE)) {
      visits.add(visit);
      joinEntry(row.is(Kind.DIAGNOSIS) ? Kind.DIAGNOSIS : Kind.PROCEDURE, key, value);
    } else {
      visits.add(visit);
      joinSnapshot(
          row.is(Kind.DIAGNOSIS_SNAPSHOT) ? Kind.DIAGNOSIS_SNAPSHOT : Kind.PROCEDURE_SNAPSHOT,
          key,
          value);
    }
  }

  /** Lets the visits go on with what they hold now. */
  void finish() {
    for (String visit : visits) {
      Snapshots.withdrawOlder(rows, patient, visit);
    }
    headers.forEach(this::joinHeader);
    visits.forEach(visit -> life.factsChanged(patient, visit));
    for (OpenVisit open : rows.all(Kind.OPEN_VISIT, Keys.openVisits(patient))) {
      life.say(new Consequence.Joined(patient, open.getVisitId(), life.occurredAt()));
    }
  }

  private void joinHeader(String visit, VisitHeader moved) {
    VisitHeader known = Visits.header(rows, patient, visit);
    if (moved.getRenamedTo() != null) {
      VisitRenaming.rename(life, patient, visit, moved.getRenamedTo());
    } else {
      life.headerSaid(patient, known, life.revived(joined(known, moved)));
    }
  }

  private static VisitHeader joined(VisitHeader known, VisitHeader moved) {
    var patientClass =
        Statement.later(
            known.getPatientClass(), known.getPatientClassStamp(),
            moved.getPatientClass(), moved.getPatientClassStamp());
    var admitted =
        Statement.later(
            known.getAdmittedAt(), known.getAdmittedStamp(),
            moved.getAdmittedAt(), moved.getAdmittedStamp());
    var discharged =
        Statement.later(
            known.getDischargedAt(), known.getDischargedStamp(),
            moved.getDischargedAt(), moved.getDischargedStamp());
    var cancelled =
        Statement.later(
            known.getCancelled(), known.getCancelledStamp(),
            moved.getCancelled(), moved.getCancelledStamp());
    var last =
        Statement.later("", known.getLastAdmissionEvent(), "", moved.getLastAdmissionEvent());
    return VisitHeader.newBuilder(known)
        .setPatientClass(patientClass.value())
        .setPatientClassStamp(patientClass.stamp())
        .setAdmittedAt(admitted.value())
        .setAdmittedStamp(admitted.stamp())
        .setDischargedAt(discharged.value())
        .setDischargedStamp(discharged.stamp())
        .setCancelled(cancelled.value())
        .setCancelledStamp(cancelled.stamp())
        .setLastAdmissionEvent(last.stamp())
        .setLastEventAt(Times.later(known.getLastEventAt(), moved.getLastEventAt()))
        .build();
  }

  /** The number of visits closed is each key's own: visits moved are numbered anew. */
  private void joinPatient(PatientRow moved) {
    PatientRow known = PatientFold.of(rows, patient);
    var birthYear =
        Statement.later(
            known.getBirthYear(), known.getBirthYearStamp(),
            moved.getBirthYear(), moved.getBirthYearStamp());
    var sex =
        Statement.later(known.getSex(), known.getSexStamp(), moved.getSex(), moved.getSexStamp());
    rows.put(
        Keys.patient(patient),
        PatientRow.newBuilder(known)
            .setBirthYear(birthYear.value())
            .setBirthYearStamp(birthYear.stamp())
            .setSex(sex.value())
            .setSexStamp(sex.stamp())
            .build());
  }

  private void joinOrder(OrderRow moved) {
    RowKey<OrderRow> key = Keys.order(patient, moved.getPlacerOrderId());
    OrderRow known = rows.find(key);
    OrderRow next =
        known != null
            ? known
            : OrderRow.newBuilder().setPlacerOrderId(moved.getPlacerOrderId()).build();
    for (OrderFact fact : OrderStatements.all(moved)) {
      next = OrderStatements.with(next, fact);
    }
    next =
        OrderRow.newBuilder(next)
            .setFirstGivenAt(Times.earlier(next.getFirstGivenAt(), moved.getFirstGivenAt()))
            .build();
    for (OrderVisit visit : moved.getVisits()) {
      next = OrderStatements.with(next, visit.getVisitId(), OrderRole.valueOf(visit.getRole()));
      boolean cancelled = Visits.header(rows, patient, visit.getVisitId()).getCancelled();
      next = CancelledOrders.marked(next, visit.getVisitId(), cancelled);
    }
    if (!key.kind().codec().same(next, known)) {
      rows.put(key, next);
      OrderFold.changed(
          life,
          patient,
          known == null ? null : Order.of(known),
          Order.of(next),
          OrderStatements.earliest(moved));
    }
  }

  private void joinAlias(AliasRow alias) {
    if (!alias.getPatientKey().equals(patient)) {
      rows.put(Keys.alias(patient, alias.getPatientKey()), alias);
    }
  }

  private void joinLab(byte[] key, LabRow moved) {
    LastWriter.put(rows, new RowKey<>(Kind.LAB, key), moved);
  }

  private void joinEntry(Kind<CodedFact> kind, byte[] key, byte[] value) {
    LastWriter.put(rows, new RowKey<>(kind, key), kind.codec().decode(value));
  }

  private void joinSnapshot(Kind<SnapshotMarker> kind, byte[] key, byte[] value) {
    SnapshotMarker known = rows.find(new RowKey<>(kind, key));
    SnapshotMarker moved = kind.codec().decode(value);
    var later = Statement.later("", known == null ? null : known.getStamp(), "", moved.getStamp());
    rows.put(key, kind, new SnapshotMarker(later.stamp()));
  }
}
