package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.state.rows.OpenVisit;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the visit an event belongs to. */
final class Visits {

  private Visits() {}

  /** The header of the visit; a provisional one, not yet stored, if nothing is known of it. */
  static VisitHeader header(Rows rows, String patient, String visit) {
    VisitHeader known = rows.find(Keys.header(patient, visit));
    return known != null ? known : VisitHeader.newBuilder().setVisitId(visit).build();
  }

  /** The id that the visit has by now. */
  static String renamed(Rows rows, String patient, String visit) {
    String now = visit;
    VisitHeader header = rows.find(Keys.header(patient, now));
    while (header != null && header.getRenamedTo() != null) {
      now = header.getRenamedTo();
      header = rows.find(Keys.header(patient, now));
    }
    return now;
  }

  /** The visit the event names, else the only one open at its time. */
  static String of(Rows rows, String patient, String visitIdOrNull, Instant at) {
    if (visitIdOrNull != null) {
      return renamed(rows, patient, visitIdOrNull);
    }
    return onlyOpenAt(rows, patient, at)
        .orElseThrow(
            () ->
                RejectedEvent.noOpenVisit(
                    "visitId is null and not exactly one visit of the patient was open at occurredAt: send visitId, or replay the event after its admission."));
  }

  /** The visit of the patient that was open at the time, if it was exactly one. */
  static Optional<String> onlyOpenAt(Rows rows, String patient, Instant at) {
    Set<String> open = new TreeSet<>();
    for (OpenVisit visit : rows.all(Kind.OPEN_VISIT, Keys.openVisits(patient))) {
      if (!visit.getAdmittedAt().isAfter(at)) {
        open.add(visit.getVisitId());
      }
    }
    for (ClosedVisit visit : rows.all(Kind.HISTORY, Keys.historySince(patient, at))) {
      if (!visit.getAdmittedAt().isAfter(at)) {
        open.add(visit.getVisitId());
      }
    }
    return open.size() == 1 ? Optional.of(open.iterator().next()) : Optional.empty();
  }
}
